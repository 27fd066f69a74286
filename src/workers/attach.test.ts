import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { MemoryInput, MemoryOutput } from '../../test/rigs/memory-terminal.ts'
import { contextOn, memoryEngine, startWorkerOn } from '../../test/rigs/memory-workers.ts'
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
