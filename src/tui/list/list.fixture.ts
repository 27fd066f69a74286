import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import type { Phase, Worker } from '../../workers/worker.ts'
import { asked } from '../changes.ts'
import { withoutStyles } from '../looks/text.ts'
import { themeFor } from '../looks/theme.ts'
import { type Change, initialModel, type Model } from '../model.ts'
import { withFleet } from './selection.ts'
import { table } from './table.ts'

export const now = new Date(2026, 0, 2, 14, 2, 0)
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const megabytes = 1024 ** 2

const ready = (
  name: string,
  seconds: number,
  over: Partial<Worker>,
  row: Partial<FleetWorker> = {},
): FleetWorker =>
  aRow({ name, phase: { kind: 'ready', since: ago(seconds) }, createdAt: ago(seconds), ...over }, row)

const use = (cpuPercent: number, memory: number): Partial<FleetWorker> => ({
  stats: {
    ...{ cpuPercent, memoryBytes: memory * megabytes, memoryLimitBytes: 4096 * megabytes },
    ...{ pids: 3, at: now },
  },
  cpuHistory: [cpuPercent],
  memoryHistory: [memory * megabytes],
})

const on = (project: string) => ({ kind: 'bind', path: `/home/me/${project}` }) as const
const failed: Phase = { kind: 'failed', since: ago(480), exitCode: 137, isOom: true, why: 'killed' }

/** Five workers of two projects, one of which waits and one of which failed. */
export const five: readonly FleetWorker[] = [
  ready(
    'ada',
    12,
    { activity: 'waiting', agent: 'claude', profile: 'python', workspace: on('shop') },
    { ...use(2, 412), branch: 'ada/fix-login', restarts: 0, lastLine: 'Do you want to run pytest?' },
  ),
  ready(
    'bob',
    1260,
    { profile: 'base', workspace: on('api') },
    { ...use(0, 12), branch: 'main', restarts: 0, lastLine: '$' },
  ),
  aRow(
    {
      name: 'dan',
      phase: failed,
      agent: 'codex',
      profile: 'node',
      createdAt: ago(9000),
      workspace: on('api'),
    },
    {
      branch: 'dan/perf',
      restarts: 3,
    },
  ),
  ready(
    'kay',
    41,
    { activity: 'working', agent: 'claude', profile: 'python', workspace: on('shop') },
    { ...use(188, 1100), branch: 'kay/retry', restarts: 1, lastLine: 'Bash(npm test)' },
  ),
  ready('mae', 120, { activity: 'working', profile: undefined, workspace: { kind: 'empty' } }, use(40, 890)),
]

export const engine = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const

export const listOfFive = (columns = 120, changes: readonly Change[] = []): Model => {
  const empty = initialModel({
    snapshot: { workers: [], engine },
    now,
    size: { columns, rows: 36 },
    profiles: [],
  })
  const model = withFleet({ workers: five, engine })(empty)
  return changes.reduce<Model>((next, change) => asked(change)(next), model)
}

const plain = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })

export const shown = (model: Model, { height = 10, theme = plain } = {}): string =>
  table({ model, theme, height })
    .map((line) => withoutStyles(line).trimEnd())
    .join('\n')
    .trimEnd()

/** The names in the list, from the top; `[api]` for a head. */
export const namesIn = (model: Model): readonly string[] =>
  shown(model, { height: 50 })
    .split('\n')
    .slice(1)
    .map((line) =>
      /[▾▸] /.test(line) ? `[${line.slice(5).split('  ')[0]}]` : (line.slice(5).split(' ')[0] ?? ''),
    )
