import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { ContainerSpec, Engine, EngineEvent } from '../engine.ts'
import { openMemoryEngine } from './memory-engine.ts'

const spec: ContainerSpec = {
  name: 'hal-ada',
  image: 'some:image',
  labels: { worker: 'ada' },
  entrypoint: [],
  command: [],
  env: {},
  user: '1000:1000',
  workdir: '/',
  hostname: 'ada',
  network: 'hal',
  mounts: [],
  limits: { memoryBytes: 1, cpus: 1, pids: 1 },
}

async function running(engine: Engine): Promise<string> {
  const created = await engine.create(spec)
  if (!created.ok) throw new Error(created.failure.reason)
  await engine.start(created.value)
  return created.value
}

test('a container that a test ends keeps exit code and log, and its processes end with it', async () => {
  await using engine = openMemoryEngine({ images: ['some:image'] })
  const id = await running(engine)
  const cat = await engine.exec(id, { argv: ['cat'] })
  engine.end(id, { exitCode: 137, isOom: true, log: ['killed'] })
  expect(await engine.inspect(id)).toMatchObject({
    value: { status: { kind: 'exited', exitCode: 137, isOom: true } },
  })
  expect(await engine.containerLog(id, { lines: 5 })).toEqual({ ok: true, value: ['killed'] })
  expect(cat.ok && (await cat.value.exitCode)).toBe(137)
})

test('a scripted process speaks with its caller', async () => {
  await using engine = openMemoryEngine({
    images: ['some:image'],
    commands: {
      greet: async ({ stdin, stdout }) => {
        stdout.write(`hello ${await text(stdin)}`)
        return 4
      },
    },
  })
  const exec = await engine.exec(await running(engine), { argv: ['greet'] })
  if (!exec.ok) throw new Error(exec.failure.reason)
  exec.value.stream.end('ada')
  expect(await text(exec.value.stream)).toBe('hello ada')
  expect(await exec.value.exitCode).toBe(4)
})

test('an engine that goes away is lost to every call, and its workers are there when it is back', async () => {
  await using engine = openMemoryEngine({ images: ['some:image'] })
  const id = await running(engine)
  const abort = new AbortController()
  const told: EngineEvent['kind'][] = []
  const reading = (async () => {
    for await (const event of engine.events({}, abort.signal)) {
      told.push(event.kind)
      if (event.kind === 'connected' && told.length === 1) engine.lose('gone for lunch')
      else if (event.kind === 'lost') {
        expect(await engine.inspect(id)).toMatchObject({
          failure: { reason: 'engine-lost', detail: 'gone for lunch' },
        })
        engine.recover()
      } else abort.abort()
    }
  })()
  await reading
  expect(told).toEqual(['connected', 'lost', 'connected'])
  expect(await engine.inspect(id)).toMatchObject({ value: { status: { kind: 'running' } } })
})
