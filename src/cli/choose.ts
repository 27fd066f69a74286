import { emitKeypressEvents, type Key } from 'node:readline'
import { outcomeGlyphs } from '../present/style.ts'
import type { CliContext } from './command.ts'
import { LiveLines } from './live-lines.ts'
import { lookOf } from './report.ts'

/** One thing to choose: what typing finds, and the line that shows it. */
export interface Choice {
  readonly name: string
  readonly line: string
}

/**
 * A list on the terminal to choose from: ↑ and ↓ move, typing leaves what contains it, Enter takes, Escape leaves, ctrl-c ends hal.
 * Answers the name, or `undefined`. The list is gone afterwards.
 */
export async function choose(
  context: CliContext,
  question: string,
  choices: readonly Choice[],
): Promise<string | undefined> {
  const { input } = context.io.terminal
  const { paint, isUnicode } = lookOf(context)
  const marker = isUnicode ? '❯' : '>'
  const lines = new LiveLines(context.io.stdout, true)
  let typed = ''
  let at = 0
  const matching = () => choices.filter(({ name }) => name.includes(typed))
  const draw = () => {
    const rows = matching().map(({ line }, index) =>
      index === at ? paint.accent(`${marker} ${line}`) : `  ${line}`,
    )
    const hint = paint.dim(`${isUnicode ? '↑↓' : 'up down'} move · type to find · enter takes · esc leaves`)
    const none =
      rows.length === 0
        ? [paint.dim(`  ${outcomeGlyphs(isUnicode).failed} nothing contains "${typed}"`)]
        : rows
    lines.show([`${question} ${typed}`, ...none, hint])
  }
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const onKey = (text: string | undefined, key: Key) => {
    const shown = matching()
    const control = key.ctrl === true ? key.name : undefined
    if (control === 'c') context.interrupt()
    if (key.name === 'escape' || control === 'c' || control === 'd') return resolve(undefined)
    if (key.name === 'return') {
      const chosen = shown[at]
      if (chosen !== undefined) resolve(chosen.name)
      return
    }
    if (key.name === 'up') at = Math.max(0, at - 1)
    else if (key.name === 'down') at = Math.min(shown.length - 1, at + 1)
    else if (key.name === 'backspace') typed = typed.slice(0, -1)
    else if (text !== undefined && /^[a-z0-9-]$/.test(text)) typed += text
    if (at >= matching().length) at = 0
    draw()
  }
  const onAbort = () => resolve(undefined)
  const wasRaw = input.isRaw
  emitKeypressEvents(input)
  input.setRawMode(true)
  input.on('keypress', onKey)
  input.resume()
  context.signal.addEventListener('abort', onAbort)
  draw()
  try {
    return await promise
  } finally {
    lines.show([])
    input.off('keypress', onKey)
    context.signal.removeEventListener('abort', onAbort)
    input.pause()
    input.setRawMode(wasRaw)
  }
}
