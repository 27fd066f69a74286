import xterm from '@xterm/headless'
import { expect, test } from 'vitest'
import type { BuildUpdate } from '../images/layer-state.ts'
import { createPaint } from '../present/style.ts'
import { BuildScreen } from './build-screen.ts'

/** A screen that draws on a terminal of this size; `lines` are all that it has ever shown and not drawn over. */
function onTerminal(columns: number, rows: number) {
  const terminal = new xterm.Terminal({
    cols: columns || 80,
    rows: rows || 24,
    allowProposedApi: true,
    convertEol: true,
  })
  const listeners = new Set<() => void>()
  const stream = {
    ...{ columns, rows, isTTY: true },
    write: (text: string) => void terminal.write(text),
    on: (_: string, listener: () => void) => listeners.add(listener),
    off: (_: string, listener: () => void) => listeners.delete(listener),
  }
  const screen = new BuildScreen(stream as unknown as NodeJS.WriteStream, createPaint(0))
  return {
    screen,
    resize: async (to: { readonly columns: number; readonly rows: number }) => {
      // What was written before is drawn before.
      await new Promise<void>((done) => terminal.write('', done))
      terminal.resize(to.columns, to.rows)
      Object.assign(stream, to)
      for (const listener of listeners) listener()
    },
    lines: async () => {
      await new Promise<void>((done) => terminal.write('', done))
      const { active } = terminal.buffer
      const all = Array.from({ length: active.length }, (_, row) =>
        active.getLine(row)?.translateToString(true),
      )
      return all.join('\n').trimEnd().split('\n')
    },
  }
}

const name = (index: number) => `image-${String(index).padStart(2, '0')}`
const update = (index: number, state: BuildUpdate['state']): BuildUpdate => ({
  ...{ kind: 'layer', layer: name(index), parent: undefined, fingerprint: '3f9c2a1'.padEnd(64, '0') },
  state,
})
const step = { number: 1, of: 2, name: 'RUN one and another and then some more of what takes its time' }
const waiting = { kind: 'waiting', on: undefined } as const
const unchanged = { kind: 'unchanged', sizeBytes: 1, missing: [] } as const

test('more images than lines: those that something happens to, and all of them in the end', async () => {
  const { screen, lines } = onTerminal(80, 10)
  for (let index = 0; index < 20; index++) screen.take(update(index, waiting))
  screen.take(update(17, { kind: 'building', step, elapsedMs: 0 }))
  const live = await lines()
  expect(live).toHaveLength(9)
  expect(live[0]).toMatch(/^ {2}image-17 {2}◐ 1\/2/)
  expect(live.at(-1)).toBe('  +12 more')
  for (let index = 0; index < 20; index++) screen.take(update(index, unchanged))
  screen.end()
  expect(await lines()).toEqual(
    Array.from({ length: 20 }, (_, index) => `  ${name(index)}  ✓ unchanged  3f9c2a1`),
  )
})

test('a terminal that changes its size keeps one picture', async () => {
  const { screen, resize, lines } = onTerminal(120, 36)
  for (let index = 0; index < 12; index++) screen.take(update(index, waiting))
  for (let index = 0; index < 12; index++)
    screen.take(update(index, { kind: 'building', step, elapsedMs: 0 }))
  await resize({ columns: 60, rows: 4 })
  await resize({ columns: 90, rows: 20 })
  for (let index = 0; index < 12; index++) screen.take(update(index, unchanged))
  screen.end()
  expect(await lines()).toEqual(
    Array.from({ length: 12 }, (_, index) => `  ${name(index)}  ✓ unchanged  3f9c2a1`),
  )
})

test('a terminal without a size is one of the usual', async () => {
  const { screen, lines } = onTerminal(0, 0)
  screen.take(update(1, unchanged))
  screen.end()
  expect(await lines()).toEqual(['  image-01  ✓ unchanged  3f9c2a1'])
})
