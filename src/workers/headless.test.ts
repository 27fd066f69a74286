import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { contextOn, memoryEngine, startWorkerOn } from '../../test/rigs/memory-workers.ts'
import type { Engine } from '../engines/engine.ts'
import { followRun } from './follow-run.ts'
import { beginRun, stopRun, tellRun } from './headless.ts'

/** Its connections to what runs in workers break, as often as `times`. */
function breaking(engine: Engine, times: number): Engine {
  let left = times
  return {
    ...engine,
    exec: async (id, spec) => {
      const exec = await engine.exec(id, spec)
      if (exec.ok && left-- > 0) exec.value.stream.destroy()
      return exec
    },
  }
}

test('what an agent begins with is brought again where the connection breaks', async () => {
  await using engine = memoryEngine({
    commands: {
      '/bin/sh': async ({ stdin }) => {
        for await (const _ of stdin);
        return 0
      },
    },
  })
  const worker = { name: 'ada', containerId: await startWorkerOn(engine, 'ada') }
  const begin = (times: number) =>
    beginRun(contextOn(breaking(engine, times)), { ...worker, prompt: 'fix it' })
  expect(await begin(2)).toEqual({ ok: true, value: undefined })
  expect(await begin(Number.POSITIVE_INFINITY)).toMatchObject({
    failure: { reason: 'prompt-undelivered', detail: 'the connection to it broke' },
  })
})

/** A worker in which an agent is at work, frozen; `ran`: what hal-run was asked to do in it. */
async function frozenAgent() {
  const ran: string[] = []
  const engine = memoryEngine({
    commands: {
      '/bin/sh': ({ argv, stdout }) => {
        const [asked = ''] = /hal-run --\w+/.exec(argv.join(' ')) ?? []
        ran.push(...(asked === '' ? [] : [asked]))
        if (asked === 'hal-run --follow') stdout.write('Done.')
        return 0
      },
    },
  })
  const containerId = await startWorkerOn(engine, 'ada')
  await engine.pause(containerId)
  return { engine, ran, worker: { name: 'ada', containerId } }
}

test('an agent that is frozen is told what it is to be told once it is thawed', async () => {
  const { engine, ran, worker } = await frozenAgent()
  await using _ = engine
  const telling = tellRun(contextOn(engine), { ...worker, after: 0, text: 'yes\n' })
  await turn()
  await engine.unpause(worker.containerId)
  expect(await telling).toEqual({ ok: true, value: true })
  expect(ran).toEqual(['hal-run --say'])
})

test('an agent that is frozen is followed once it is thawed, and has not ended', async () => {
  const { engine, worker } = await frozenAgent()
  await using _ = engine
  let heard = ''
  const following = followRun(contextOn(engine), {
    ...worker,
    signal: new AbortController().signal,
    onBytes: async (bytes) => {
      heard += Buffer.from(bytes).toString()
    },
  })
  await turn()
  await engine.unpause(worker.containerId)
  expect(await following).toMatchObject({ ok: true })
  expect(heard).toBe('Done.')
})

test('one whose worker ends while it is frozen was lost', async () => {
  const { engine, worker } = await frozenAgent()
  await using _ = engine
  const telling = tellRun(contextOn(engine), { ...worker, after: 0, text: 'yes\n' })
  await turn()
  engine.end(worker.containerId, { exitCode: 137 })
  expect(await telling).toMatchObject({ ok: false, failure: { reason: 'not-running' } })
})

test('hal that is to end waits for no thaw, and takes a frozen agent for no lost one', async () => {
  const { engine, worker } = await frozenAgent()
  await using _ = engine
  const abort = new AbortController()
  const { signal } = abort
  const telling = tellRun(contextOn(engine, signal), { ...worker, after: 0, text: 'yes\n' })
  const following = followRun(contextOn(engine), { ...worker, signal, onBytes: async () => {} })
  await turn()
  abort.abort()
  expect(await telling).toMatchObject({ ok: false })
  expect(await following).toMatchObject({ ok: false, failure: { reason: 'cancelled' } })
})

test('who begins an agent that is frozen may give up waiting for its thaw', async () => {
  const { engine, ran, worker } = await frozenAgent()
  await using _ = engine
  const abort = new AbortController()
  const beginning = beginRun(contextOn(engine), { ...worker, prompt: 'fix it', signal: abort.signal })
  await turn()
  abort.abort()
  expect(await beginning).toMatchObject({ ok: false })
  expect(ran).toEqual([])
})

test('an agent that is frozen is thawed to be stopped', async () => {
  const { engine, ran, worker } = await frozenAgent()
  await using _ = engine
  expect(await stopRun(contextOn(engine), worker)).toEqual({ ok: true, value: undefined })
  expect(ran).toEqual(['hal-run --stop'])
})
