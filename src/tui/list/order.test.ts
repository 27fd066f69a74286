import { describe, expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import type { Phase, Worker } from '../../workers/worker.ts'
import { type SortName, sortNames } from './list-state.ts'
import { sorted } from './order.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 0, 2, 12, minutes))
const uses = (cpuPercent: number, memoryBytes: number): Partial<FleetWorker> => ({
  stats: { cpuPercent, memoryBytes, memoryLimitBytes: 1e9, pids: 3, at: at(0) },
})
const ready = (over: Partial<Worker> = {}, row: Partial<FleetWorker> = {}) =>
  aRow({ phase: { kind: 'ready', since: at(0) }, ...over }, row)
const failed = (exitCode: number): Phase => ({
  kind: 'failed',
  since: at(0),
  exitCode,
  isOom: false,
  why: '',
})

/** By each of them: rows that differ in nothing else, in the order that a person finds them in, and one without such a thing. */
const inOrder: Readonly<
  Record<SortName, { readonly rows: readonly FleetWorker[]; readonly without?: FleetWorker }>
> = {
  attention: { rows: [ready({ activity: 'waiting' }), ready({ activity: 'working' }), ready()] },
  name: { rows: ['ada', 'kay-2', 'kay-10', 'mae'].map((name) => ready({ name })) },
  state: {
    rows: [
      ready({ activity: 'waiting' }),
      aRow({ phase: failed(1) }),
      aRow({ phase: failed(137) }),
      ready({ activity: 'working' }),
      aRow({ phase: { kind: 'exited', since: at(0), exitCode: 0, why: undefined } }),
    ],
  },
  for: {
    rows: [9, 5, 1].map((minutes) => ready({ phase: { kind: 'ready', since: at(minutes) } })),
    without: aRow({ phase: { kind: 'frozen', since: undefined } }),
  },
  agent: { rows: ['claude', 'codex', undefined].map((agent) => ready({ agent })) },
  profile: {
    rows: ['base', 'node', 'python'].map((profile) => ready({ profile })),
    without: ready({ profile: undefined }),
  },
  branch: { rows: ['ada/fix', 'main'].map((branch) => ready({}, { branch })), without: ready() },
  project: {
    rows: ['api', 'shop'].map((project) => ready({}, { project })),
    without: ready({ workspace: { kind: 'empty' } }),
  },
  cpu: { rows: [200, 40, 0].map((cpu) => ready({}, uses(cpu, 1))), without: ready() },
  memory: { rows: [900, 80, 7].map((memory) => ready({}, uses(1, memory))), without: ready() },
  health: {
    rows: [
      aRow({ phase: failed(1) }),
      aRow({ phase: { kind: 'frozen', since: at(0) } }),
      aRow({ phase: { kind: 'unreachable', since: at(0), why: '' } }),
      ready(),
    ],
  },
  restarts: { rows: [12, 3, 0].map((restarts) => ready({}, { restarts })), without: ready() },
  age: { rows: [9, 5, 1].map((minutes) => ready({ createdAt: at(minutes) })) },
  image: { rows: ['alpine:3', 'debian:12', 'hal/node:1'].map((image) => ready({ image })) },
  workspace: {
    rows: ['/home/me/api', '/home/me/shop'].map((path) => ready({ workspace: { kind: 'bind', path } })),
  },
  last: {
    rows: ['$ make', 'Bash(npm test)'].map((lastLine) => ready({}, { lastLine })),
    without: ready({}, { lastLine: '' }),
  },
}

describe.each(sortNames)('sorted by %s', (by) => {
  const { rows, without } = inOrder[by]
  const all = without === undefined ? rows : [...rows, without]
  const last = without === undefined ? [] : [without]

  test('rows come in the order that a person looks for, however they stood', () => {
    expect(sorted(all.toReversed(), { by, isReversed: false })).toEqual(all)
    expect(sorted([...all.slice(1), ...all.slice(0, 1)], { by, isReversed: false })).toEqual(all)
  })

  test('the other way round they are turned, those without such a thing last all the same', () => {
    expect(sorted(all, { by, isReversed: true })).toEqual([...rows.toReversed(), ...last])
  })

  test('equal ones stay as they are', () => {
    const [one] = rows
    if (one === undefined) throw new Error(`nothing to sort by ${by}`)
    const alike = ['b', 'a', 'c'].map((id) => ({ ...one, worker: { ...one.worker, containerId: id } }))
    expect(sorted(alike, { by, isReversed: false })).toEqual(alike)
  })
})

/** Who needs somebody most, first. */
const byNeed: readonly (readonly [string, Partial<Worker>])[] = [
  ['waiting', { activity: 'waiting' }],
  ['done and not seen', { activity: 'done' }],
  ['failed', { phase: failed(1) }],
  ['working', { activity: 'working' }],
  ['idle', { activity: 'idle' }],
]
const pairs = byNeed.flatMap(([first, one], index) =>
  byNeed.slice(index + 1).map(([second, other]) => [first, second, one, other] as const),
)

test.each(pairs)('who is %s stands before who is %s, for however long and whatever the names', (...pair) => {
  const [, , one, other] = pair
  for (const [minutes, otherMinutes] of [
    [1, 9],
    [9, 1],
  ] as const) {
    const since = (worker: Partial<Worker>, when: Date): FleetWorker => {
      const { phase = { kind: 'ready', since: when } } = worker
      return aRow({ ...worker, activitySince: when, phase: { ...phase, since: when } })
    }
    const first = since({ ...one, name: 'zoe' }, at(minutes))
    const second = since({ ...other, name: 'ada' }, at(otherMinutes))
    expect(sorted([second, first], { by: 'attention', isReversed: false })).toEqual([first, second])
  }
})
