import { describe, expect, test } from 'vitest'
import { aWorker } from '../workers/worker.fixture.ts'
import type { Activity, Phase, Worker } from '../workers/worker.ts'
import { table } from './table.ts'
import { agentWord, isAttention, moodOf, remark, stateWords, workerRows, workersJson } from './worker.ts'

const since = new Date('2026-01-02T03:04:05Z')
const now = new Date('2026-01-02T03:06:05Z')
const look = { now, paint: (_: unknown, text: string) => text }
const failed: Phase = { kind: 'failed', since, exitCode: 137, isOom: true, why: 'killed' }

describe('the state of a worker', () => {
  const phases: { readonly [K in Phase['kind']]: readonly [Phase, string, string] } = {
    creating: [{ kind: 'creating', since }, 'creating', 'moving'],
    starting: [{ kind: 'starting', since }, 'starting', 'moving'],
    stopping: [{ kind: 'stopping', since }, 'stopping', 'moving'],
    removed: [{ kind: 'removed', since }, 'removed', 'exited'],
    ready: [{ kind: 'ready', since }, 'ready', 'idle'],
    frozen: [{ kind: 'frozen', since }, 'frozen', 'frozen'],
    unreachable: [{ kind: 'unreachable', since, why: 'silent' }, 'unreachable', 'unreachable'],
    exited: [{ kind: 'exited', since, exitCode: 0, why: undefined }, 'exited', 'exited'],
    failed: [failed, 'failed 137', 'failed'],
  }
  test.each(Object.values(phases))('%j reads as "%s"', (phase, words, mood) => {
    const worker = aWorker({ phase })
    expect([stateWords(worker), moodOf(worker)]).toEqual([words, mood])
  })

  const activities: { readonly [A in Activity]: readonly [Activity, string, boolean] } = {
    shell: ['shell', 'ready', false],
    unknown: ['unknown', 'ready', false],
    idle: ['idle', 'idle', false],
    done: ['done', 'done', true],
    working: ['working', 'working', false],
    waiting: ['waiting', 'waiting', true],
    limited: ['limited', 'limited', true],
    'login-needed': ['login-needed', 'login needed', true],
  }
  test.each(Object.values(activities))('an agent that is %s reads as "%s"', (activity, words, needsYou) => {
    const worker = aWorker({ activity })
    expect([stateWords(worker), isAttention(moodOf(worker))]).toEqual([words, needsYou])
  })
})

test('a task’s worker is never done: it says where its task is, once its agent has ended', () => {
  const told = (over: Partial<Worker>) => {
    const worker = aWorker({ name: 'task-1a2b', task: '1a2b', ...over })
    return [stateWords(worker), moodOf(worker), remark(worker)]
  }
  const where = 'it was started for a task: `hal tasks logs 1a2b`, `hal tasks retry 1a2b`'
  expect(told({ activity: 'working' })).toEqual(['working', 'working', undefined])
  expect(told({ activity: 'done' })).toEqual(['task over', 'idle', where])
  expect(told({ activity: 'done', agentExitCode: 0 })).toEqual(['task over', 'idle', where])
  expect(told({ activity: 'done', agentExitCode: 1 })).toEqual(['failed 1', 'failed', where])
  expect(told({ phase: { kind: 'exited', since, exitCode: 0, why: undefined } })).toEqual([
    ...['exited', 'exited', where],
  ])
})

test.each([
  [{ agent: 'claude', command: [] }, 'claude'],
  [{ agent: 'custom', command: ['/usr/bin/htop', '-d', '5'] }, 'htop'],
  [{ agent: undefined, command: [] }, 'shell'],
] as const)('what runs in %j is called %s', (worker, word) => {
  expect(agentWord(worker)).toBe(word)
})

test('a worker is counted by how long it does what it does, and shows what it asks while it runs', () => {
  const asking = {
    activity: 'waiting',
    activitySince: new Date('2026-01-02T03:05:53Z'),
    question: 'Push?\u001b[2J',
  } as const
  const rows = (worker: Worker) => table(workerRows([worker], look))[1]
  expect(rows(aWorker(asking))).toMatch(/^ada +waiting +12s .* Push\?$/)
  const frozen: Phase = { kind: 'frozen', since }
  expect(rows(aWorker({ ...asking, phase: frozen }))).toMatch(/^ada +frozen +2m .*project$/)
})

test('the list shows the fleet as a table, with why a worker is not well at its end', () => {
  const workers = [
    aWorker(),
    aWorker({
      name: 'dan',
      phase: failed,
      profile: undefined,
      image: 'node:24',
      workspace: { kind: 'empty' },
    }),
  ]
  expect(table(workerRows(workers, look))).toEqual([
    'WORKER  STATE       FOR  PROFILE  LIMITS      IMAGE             WORKSPACE',
    'ada     ready       2m   base     4G · 2 cpu  hal/base:1234567  /home/me/project',
    'dan     failed 137  2m   –        4G · 2 cpu  node:24           –                 out of memory at 4G',
  ])
})

test('where it is watched, the list shows what each worker uses', () => {
  const stats = {
    cpuPercent: 1.6,
    memoryBytes: 12 * 1024 ** 2,
    memoryLimitBytes: 4 * 1024 ** 3,
    pids: 3,
    at: now,
  }
  const workers = [aWorker(), aWorker({ name: 'dan', phase: failed })]
  expect(table(workerRows(workers, { ...look, loads: new Map([['ada', stats]]) }), 80)).toEqual([
    'WORKER  STATE       FOR  CPU  MEM     WORKSPACE',
    'ada     ready       2m   2%   12M/4G  /home/me/project',
    'dan     failed 137  2m   –    –       /home/me/project  out of memory at 4G',
  ])
})

test('nothing that a label or an engine says can steer the terminal that shows the list', () => {
  const hostile = 'x\u001b[2J\u001b]52;c;eA==\u0007\r\n\u202ey'
  const worker = aWorker({
    name: hostile,
    profile: hostile,
    image: hostile,
    workspace: { kind: 'bind', path: hostile },
    phase: { kind: 'unreachable', since, why: hostile },
  })
  const shown = table(workerRows([worker], look)).join('')
  expect(shown).not.toMatch(/[\p{Cc}\p{Cf}]/u)
})

describe('a worker that runs while its command has ended', () => {
  test('is done where it ended well, and asks for a person where it did not', () => {
    const well = aWorker({ agent: 'custom', activity: 'done', agentExitCode: 0 })
    const wrong = aWorker({ agent: 'custom', activity: 'done', agentExitCode: 127 })
    expect([stateWords(well), moodOf(well), remark(well)]).toEqual([
      'done 0',
      'done',
      'its command has ended',
    ])
    expect([stateWords(wrong), moodOf(wrong), remark(wrong)]).toEqual([
      ...['failed 127', 'failed', 'its command ended with 127'],
    ])
  })
})

test('programs read every worker by the same keys, ended ones too', () => {
  expect(workersJson([aWorker({ phase: failed, agent: 'claude' })])).toEqual({
    version: 1,
    workers: [
      {
        name: 'ada',
        phase: 'failed',
        activity: 'shell',
        activitySince: null,
        activityBy: null,
        question: null,
        silenceToldAfterMs: null,
        task: null,
        silentSince: null,
        profile: 'base',
        image: 'hal/base:1234567',
        imageId: `sha256:${'1'.repeat(64)}`,
        agent: 'claude',
        command: [],
        agentExitCode: null,
        owner: 'me',
        workspace: '/home/me/project',
        workspaceKind: 'bind',
        branch: null,
        base: null,
        workspaceFolder: null,
        limits: { memoryBytes: 4 * 1024 ** 3, cpus: 2, pids: 1024 },
        since: '2026-01-02T03:04:05.000Z',
        createdAt: '2026-01-02T03:04:05.000Z',
        startedAt: '2026-01-02T03:04:05.000Z',
        exitCode: 137,
        isOom: true,
        why: 'killed',
        containerId: 'c0ffee'.padEnd(64, '0'),
        containerName: 'hal-ada',
        halVersion: '0.1.0',
        tools: '7654321',
      },
    ],
  })
})

test('agents and branches have columns where some worker has one', () => {
  const headings = (...workers: readonly Worker[]) => table(workerRows(workers, look))[0]
  const plain = aWorker({ name: 'bob', agent: 'custom', command: ['make'] })
  const ada = aWorker({
    agent: 'claude',
    workspace: { kind: 'clone', path: '/p', folder: '/f', branch: 'ada/fix', base: 'b' },
  })
  expect(headings(plain)).not.toMatch(/AGENT|BRANCH/)
  expect(headings(plain, ada)).toMatch(/FOR +AGENT +PROFILE .* BRANCH +WORKSPACE/)
  expect(table(workerRows([plain, ada], look)).at(-1)).toMatch(/ claude .* ada\/fix /)
})

test('a narrow terminal takes nothing of a name or of a state', () => {
  const workers = [
    aWorker({ name: 'reviewer', agent: 'claude', activity: 'login-needed' }),
    aWorker({ name: 'ada', phase: { kind: 'unreachable', since, why: 'tmux says nothing' } }),
  ]
  const lines = table(workerRows(workers, look), 60)
  for (const words of ['reviewer  login needed  ', 'ada       unreachable   '])
    expect(lines.filter((line) => line.startsWith(words))).toHaveLength(1)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(60)
})
