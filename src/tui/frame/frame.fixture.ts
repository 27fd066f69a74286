import { aRow, aScreen } from '../../../test/rigs/scripted-fleet.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import type { Worker } from '../../workers/worker.ts'
import { asked } from '../changes.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { withFleet } from '../list/selection.ts'
import { withoutStyles } from '../looks/text.ts'
import { themeFor } from '../looks/theme.ts'
import { type Change, initialModel, type Model, type Size } from '../model.ts'
import { frame } from './frame.ts'

export const now = new Date(2026, 0, 2, 14, 2, 0)
export const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
export const plain = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
export const colourful = themeFor({ isColor: true, colorLevel: 3, isUnicode: true })

export const ready = (
  name: string,
  seconds: number,
  over: Partial<Worker> = {},
  row: Partial<FleetWorker> = {},
) => aRow({ name, phase: { kind: 'ready', since: ago(seconds) }, ...over }, row)

export const stats = (cpuPercent: number, megabytes: number) => ({
  cpuPercent,
  memoryBytes: megabytes * 1024 ** 2,
  memoryLimitBytes: 4 * 1024 ** 3,
  pids: 3,
  at: now,
})

export const fleet: readonly FleetWorker[] = [
  ready(
    'ada',
    12,
    { profile: 'python' },
    { lastLine: '$ pytest', stats: stats(88, 412), cpuHistory: [10, 60, 140, 88] },
  ),
  ready(
    'bob',
    1260,
    { activity: 'working', agent: 'claude' },
    { lastLine: '日本語のテスト', stats: stats(0, 12), cpuHistory: [0, 0] },
  ),
  aRow({
    name: 'dan',
    phase: { kind: 'failed', since: ago(480), exitCode: 137, isOom: true, why: 'killed' },
    profile: 'node',
  }),
  aRow({ name: 'eve', phase: { kind: 'frozen', since: ago(3700) } }),
  aRow({ name: 'kim', phase: { kind: 'unreachable', since: ago(3), why: 'tmux does not answer' } }),
]

export const modelOf = (
  given: {
    readonly workers?: readonly FleetWorker[]
    readonly size?: Size
    readonly changes?: readonly Change[]
  } = {},
): Model => {
  const empty = initialModel({
    snapshot: { workers: [], engine: { kind: 'connected', name: 'docker 20.10', hostName: 'laptop' } },
    now,
    size: given.size ?? { columns: 110, rows: 24 },
    profiles: ['base', 'python'],
  })
  const snapshot = { ...empty.snapshot, workers: given.workers ?? fleet }
  return (given.changes ?? []).reduce((model, change) => asked(change)(model), withFleet(snapshot)(empty))
}

export const text = (model: Model, theme = plain): string =>
  frame({ model, theme, keymap: defaultKeymap })
    .map((line) => withoutStyles(line).trimEnd())
    .join('\n')

export const screen = aScreen([
  '\u001b[32mhal@kim\u001b[0m$ make',
  '\u001b[31m日本語\u001b[0m ok',
  'hal@kim$',
])
