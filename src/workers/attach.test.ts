import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { MemoryInput, MemoryOutput } from '../../test/rigs/memory-terminal.ts'
import { contextOn, type MemoryEngine, memoryEngine, startWorkerOn } from '../../test/rigs/memory-workers.ts'
import { attachWorker } from './attach.ts'
import type { Terminal } from './verbs.ts'

const aTerminal = (): Terminal =>
  ({
    input: new MemoryInput(),
    output: new MemoryOutput(),
    term: 'xterm',
    colorTerm: undefined,
  }) as unknown as Terminal

test('leaves nothing running in the worker when the terminal can’t be opened there', async () => {
  const guardEnded = Promise.withResolvers<void>()
  await using engine = memoryEngine({
    commands: {
      '/tools/bin/hal-attach': async ({ stdin }) => {
        engine.lose('closed')
        await text(stdin)
        guardEnded.resolve()
        return 0
      },
    },
  })
  await startWorkerOn(engine, 'ada')
  const attached = await attachWorker(contextOn(engine), { name: 'ada', terminal: aTerminal() })
  expect(attached).toMatchObject({ ok: false, failure: { reason: 'engine-lost' } })
  await guardEnded.promise
})

/** Attaches to a worker whose terminal ends as `end` says; answers what came of it and what was left on the person's screen. */
const attachUntil = async (end: (engine: MemoryEngine, containerId: string) => number | Promise<number>) => {
  await using engine = memoryEngine({
    commands: {
      '/tools/bin/hal-attach': async ({ argv, stdin, stdout, containerId }) => {
        if (argv.includes('--guard')) return text(stdin).then(() => 0)
        stdout.write('\u001b[?1049hhal@ada$ ')
        const exitCode = await end(engine, containerId)
        if (exitCode === 0) stdout.write('\u001b[?1049l')
        return exitCode
      },
    },
  })
  await startWorkerOn(engine, 'ada')
  const output = new MemoryOutput()
  const input = new MemoryInput()
  const terminal = { input, output, term: 'xterm', colorTerm: undefined } as unknown as Terminal
  const attached = await attachWorker(contextOn(engine), { name: 'ada', terminal })
  return { attached, hasLeftScreen: output.written.includes('\u001b[?1049l'), isRaw: input.isRaw }
}

const restored = { hasLeftScreen: true, isRaw: false }

test('gives the terminal back when the person detaches', async () => {
  expect(await attachUntil(() => 0)).toEqual({
    ...restored,
    attached: { ok: true, value: { kind: 'detached', worker: 'ada' } },
  })
})

test('gives the terminal back when the worker ends, and says how it did', async () => {
  const died = await attachUntil((engine, id) => {
    engine.end(id, { exitCode: 137, isOom: true })
    return 1
  })
  expect(died).toEqual({
    ...restored,
    attached: { ok: true, value: { kind: 'worker-ended', worker: 'ada', exitCode: 137, isOom: true } },
  })
})

test('gives the terminal back when the worker is frozen, and says so', async () => {
  const frozen = await attachUntil(async (engine, id) => {
    await engine.pause(id)
    return new Promise<never>(() => undefined)
  })
  expect(frozen).toEqual({
    ...restored,
    attached: { ok: true, value: { kind: 'worker-frozen', worker: 'ada' } },
  })
})

test('says that the worker was removed, not that it can’t be reached', async () => {
  const removed = await attachUntil(async (engine, id) => {
    await engine.remove(id, { force: true })
    return 137
  })
  expect(removed).toEqual({
    ...restored,
    attached: { ok: true, value: { kind: 'worker-removed', worker: 'ada' } },
  })
})

test.each([
  ['at once', async (start: () => Promise<unknown>) => void (await start())],
  ['a moment later', async (start: () => Promise<unknown>) => void setImmediate(() => void start())],
])('says that the worker was restarted when it is back %s', async (_, soon) => {
  const restarted = await attachUntil(async (engine, id) => {
    // No two lives begin in the same millisecond.
    for (const now = Date.now(); Date.now() === now; );
    await engine.stop(id, { graceMs: 0 })
    await soon(() => engine.start(id))
    return 1
  })
  expect(restarted).toEqual({
    ...restored,
    attached: { ok: true, value: { kind: 'worker-restarted', worker: 'ada' } },
  })
})

test('gives the terminal back when the engine goes away, and says which', async () => {
  const lost = await attachUntil((engine) => {
    engine.lose('gone for lunch')
    return 1
  })
  const failure = { reason: 'engine-lost', address: 'memory:', detail: 'gone for lunch' }
  expect(lost).toEqual({
    ...restored,
    attached: { ok: true, value: { kind: 'engine-lost', worker: 'ada', failure } },
  })
})

test('says so when the terminal ends by itself while the worker runs on', async () => {
  expect(await attachUntil(() => 1)).toEqual({
    ...restored,
    attached: {
      ok: false,
      failure: { reason: 'worker-unreachable', name: 'ada', detail: 'its terminal ended with status 1' },
    },
  })
})
