import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ContainerSpec } from '../engine.ts'
import { openProcessEngine } from './process-engine.ts'

const spec: ContainerSpec = {
  ...{ name: 'ada', image: 'this-machine', labels: {}, entrypoint: [], command: [], env: {}, user: '0:0' },
  ...{ workdir: '/', hostname: 'ada', network: 'none', mounts: [] },
  limits: { memoryBytes: 1, cpus: 1, pids: 1 },
}

test('that a container can’t be kept any more is a failure, and no bug', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hal-process-'))
  await using engine = openProcessEngine({ dir, toolsDir: '/none', env: {} })
  rmSync(join(dir, 'containers'), { recursive: true })
  writeFileSync(join(dir, 'containers'), '')
  const made = await engine.create(spec)
  expect(made).toMatchObject({ failure: { reason: 'engine-folder-unwritable', path: dir } })
  rmSync(dir, { recursive: true })
})

test('what a full disk cut off is passed over, and what comes next is told', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hal-process-'))
  await using engine = openProcessEngine({ dir, toolsDir: '/none', env: {} })
  const over = new AbortController()
  const events = engine.events({}, over.signal)[Symbol.asyncIterator]()
  await events.next()
  appendFileSync(join(dir, 'events'), '{"id":"')
  await engine.create(spec)
  expect((await events.next()).value).toMatchObject({ kind: 'container', action: 'create' })
  over.abort()
  rmSync(dir, { recursive: true })
})
