import type { Worker } from './worker.ts'

/** A running worker for tests, with what matters to the test laid over it. */
export const aWorker = (over: Partial<Worker> = {}): Worker => ({
  name: 'ada',
  containerId: 'c0ffee'.padEnd(64, '0'),
  containerName: `hal-${over.name ?? 'ada'}`,
  owner: 'me',
  phase: { kind: 'ready', since: new Date('2026-01-02T03:04:05Z') },
  activity: 'shell',
  activitySince: undefined,
  activityBy: undefined,
  question: undefined,
  profile: 'base',
  image: 'hal/base:1234567',
  imageId: `sha256:${'1'.repeat(64)}`,
  agent: undefined,
  command: [],
  agentExitCode: undefined,
  workspace: { kind: 'bind', path: '/home/me/project' },
  limits: { memoryBytes: 4 * 1024 ** 3, cpus: 2, pids: 1024 },
  createdAt: new Date('2026-01-02T03:04:05Z'),
  startedAt: new Date('2026-01-02T03:04:05Z'),
  halVersion: '0.1.0',
  toolsFingerprint: '7654321',
  labels: {},
  ...over,
})
