import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { aLayer, aProfile } from '../../../test/rigs/scripted-images.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import { frame } from '../frame/frame.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { withFleet } from '../list/selection.ts'
import { withoutStyles } from '../looks/text.ts'
import { themeFor } from '../looks/theme.ts'
import { type Change, initialModel, type Model, type Size } from '../model.ts'
import { onImages, withRead } from './images/image-changes.ts'
import { withLoad } from './view-changes.ts'

export const now = new Date(2026, 0, 2, 14, 2, 0)
export const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
export const plain = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
export const colourful = themeFor({ isColor: true, colorLevel: 3, isUnicode: true })
export const machine = { cpus: 8, memoryBytes: 23 * 1024 ** 3 }
export const connected = { kind: 'connected', name: 'docker 20.10', hostName: 'laptop', machine } as const

export const uses = (cpuPercent: number, megabytes: number) => ({
  stats: {
    ...{ cpuPercent, pids: 3, at: now },
    memoryBytes: megabytes * 1024 ** 2,
    memoryLimitBytes: 4 * 1024 ** 3,
  },
  cpuHistory: [cpuPercent / 4, cpuPercent / 2, cpuPercent],
})

export const fleet: readonly FleetWorker[] = [
  aRow(
    { name: 'ada', activity: 'waiting', phase: { kind: 'ready', since: ago(12) } },
    { ...uses(2, 412), lastLine: 'Do you want to run pytest?' },
  ),
  aRow(
    { name: 'kay', activity: 'working', phase: { kind: 'ready', since: ago(41) } },
    { ...uses(188, 1100), lastLine: 'npm test' },
  ),
  aRow({ name: 'bob', phase: { kind: 'ready', since: ago(1200) } }, uses(40, 12)),
  aRow({ name: 'dan', phase: { kind: 'failed', since: ago(480), exitCode: 137, isOom: true, why: '' } }),
]

export const modelOf = (
  given: {
    readonly size?: Size
    readonly changes?: readonly Change[]
    readonly workers?: readonly FleetWorker[]
  } = {},
): Model => {
  const empty = initialModel({
    snapshot: { workers: [], engine: connected },
    now,
    size: given.size ?? { columns: 100, rows: 28 },
    profiles: [],
  })
  const snapshot = { engine: connected, workers: given.workers ?? fleet }
  return (given.changes ?? []).reduce((model, change) => change(model), withFleet(snapshot)(empty))
}

export const text = (model: Model, theme = plain): string =>
  frame({ model, theme, keymap: defaultKeymap })
    .map((line) => withoutStyles(line).trimEnd())
    .join('\n')

/** What the fleet used over the last minutes: more and more. */
export const used: Change = (model) => {
  let later = model
  for (let index = 0; index < 60; index += 1) {
    const row = aRow({ name: 'kay' }, uses(index * 10, index * 100))
    const at = ago((60 - index) * 2)
    later = withLoad(at)({ ...later, snapshot: { engine: connected, workers: [row] } })
  }
  return { ...later, snapshot: model.snapshot }
}

export const fresh = {
  kind: 'fresh',
  sizeBytes: 212 * 1024 ** 2,
  builtAt: ago(100_000),
  missing: [],
} as const
export const profiles = [
  aProfile('base', { isLayer: true, description: 'what all stand on', state: fresh }),
  aProfile('python', {
    parent: { kind: 'profile', name: 'base' },
    state: {
      kind: 'stale',
      changed: ['pins'],
      why: [{ reason: 'pins', pins: [{ tool: 'uv', from: '0.4.1', to: '0.5.0' }] }],
      pins: [{ tool: 'uv', from: '0.4.1', to: '0.5.0' }],
      builtAt: ago(7200),
    },
    capabilities: [
      { tool: 'python3', promised: '3.11', isInherited: false },
      { tool: 'git', promised: '2', isInherited: true },
    ],
    budget: '600M',
  }),
  aProfile('tools', { parent: { kind: 'profile', name: 'python' }, state: { kind: 'not-built' } }),
  aProfile('node', { parent: { kind: 'profile', name: 'base' }, state: fresh }),
]
export const read = withRead({ profiles, readAt: ago(60) })
export const inImages = (...changes: Change[]) => [read, onImages({ areLayersShown: true }), ...changes]

export const failed = aLayer(
  'python',
  {
    kind: 'failed',
    tookMs: 1300,
    failure: { reason: 'build-failed', step: 'RUN make', exitCode: 2, tail: ['no rule', 'Error 2'] },
  },
  'base',
)
