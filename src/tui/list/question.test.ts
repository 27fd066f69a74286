import { expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { frame } from '../frame/frame.ts'
import { themeFor } from '../looks/theme.ts'
import { initialModel } from '../model.ts'

const now = new Date('2026-01-02T14:02:00Z')
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)

const workers = [
  aRow({ name: 'kay', activity: 'working', activitySince: ago(41) }, { lastLine: 'Bash(npm test)' }),
  aRow({ name: 'joy', activity: 'done', activitySince: ago(60) }, { lastLine: 'Done: 4 files' }),
  aRow(
    { name: 'lin', activity: 'waiting', activitySince: ago(12), question: 'Push to \u001b[2Jmain? (y/n)' },
    { lastLine: '> ' },
  ),
]

test.each([
  { columns: 80, rows: 24 },
  { columns: 120, rows: 36 },
  { columns: 200, rows: 60 },
])('those who need a person come first, with what they ask and for how long: $columns x $rows', (size) => {
  const engine = { kind: 'connected', name: 'docker', hostName: undefined } as const
  const model = initialModel({ snapshot: { workers, engine }, now, size, profiles: [] })
  const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
  const lines = frame({ model, theme, keymap: [] })
  expect(lines[0]).toContain('● 1 waiting  ✓ 1 done  ◐ 1 working')
  expect(lines[3]).toMatch(/● lin +waiting +12s .* Push to main\? \(y\/n\) *$/)
  expect(lines[4]).toMatch(/✓ joy +done +1m .* Done: 4 files *$/)
  expect(lines[5]).toMatch(/◐ kay +working +41s .* Bash\(npm test\) *$/)
})
