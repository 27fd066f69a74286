import { expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { aWorker } from '../../workers/worker.fixture.ts'
import { onView } from '../changes.ts'
import { frame } from '../frame/frame.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { themeFor } from '../looks/theme.ts'
import { initialModel } from '../model.ts'
import { onTab } from '../worker/pane-changes.ts'
import { withFleet } from './selection.ts'

const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
const now = new Date('2026-01-02T14:02:00Z')
const engine = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const

test('who may have half a CPU and takes it is at the limit, wherever it is shown', () => {
  const limits = { ...aWorker().limits, cpus: 0.5 }
  const stats = { cpuPercent: 50, memoryBytes: 1, memoryLimitBytes: 2 ** 32, pids: 1, at: now }
  const row = aRow({ name: 'ada', limits }, { stats, cpuHistory: [10, 25, 50] })
  const size = { columns: 120, rows: 36 }
  const empty = initialModel({ snapshot: { workers: [], engine }, now, size, profiles: [] })
  for (const change of [onView('pulse'), onTab('stats')]) {
    const model = change(withFleet({ workers: [row], engine })(empty))
    const lines = frame({ model, theme, keymap: defaultKeymap }).join('\n')
    for (const [bars] of lines.matchAll(/[▁▂▃▄▅▆▇█]{3}/g)) expect(bars).toBe('▂▅█')
    expect(lines).toMatch(/▂▅█ +50%/)
  }
})
