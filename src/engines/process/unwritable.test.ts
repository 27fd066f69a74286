import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openProcessEngine } from './process-engine.ts'

test('that a container can’t be kept any more is a failure, and no bug', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'hal-process-'))
  await using engine = openProcessEngine({ dir, toolsDir: '/none', env: {} })
  rmSync(join(dir, 'containers'), { recursive: true })
  writeFileSync(join(dir, 'containers'), '')
  const made = await engine.create({
    ...{ name: 'ada', image: 'this-machine', labels: {}, entrypoint: [], command: [], env: {}, user: '0:0' },
    ...{ workdir: '/', hostname: 'ada', network: 'none', mounts: [] },
    limits: { memoryBytes: 1, cpus: 1, pids: 1 },
  })
  expect(made).toMatchObject({ failure: { reason: 'engine-folder-unwritable', path: dir } })
  rmSync(dir, { recursive: true })
})
