import { expect, test } from 'vitest'
import { aWorker } from '../workers/worker.fixture.ts'
import { inspectRows } from './inspect.ts'
import { table } from './table.ts'

test('all that is known of a worker, a line each', () => {
  const at = (hours: number, minutes: number) => new Date(2026, 10, 21, hours, minutes, 5)
  const worker = aWorker({
    phase: { kind: 'ready', since: at(9, 4) },
    createdAt: at(8, 0),
    startedAt: at(9, 4),
    agent: 'custom',
    command: ['sh', '-c', `echo "it's"; exit 3`],
    activity: 'done',
    agentExitCode: 3,
  })
  expect(table(inspectRows(worker, at(9, 7)), undefined)).toEqual([
    'worker     ada',
    'state      failed 3 · for 3m · its command ended with 3',
    'profile    base',
    'image      hal/base:1234567  sha256:111111111111',
    'workspace  /home/me/project',
    `agent      custom sh -c 'echo "it'\\''s"; exit 3'`,
    'limits     4G · 2 cpu · 1024 processes',
    'created    2026-11-21 08:00:05, 1h ago',
    'started    2026-11-21 09:04:05, 3m ago',
    'container  hal-ada  c0ffee000000',
    'owner      me',
    'made by    hal 0.1.0 · tools 7654321',
  ])
})
