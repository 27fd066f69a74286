import { describe, expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { onView } from '../changes.ts'
import { withFleet } from '../list/selection.ts'
import { movePick } from './pulse-picks.ts'
import { agesInPulse } from './pulse-view.ts'
import { withLoad } from './view-changes.ts'
import { ago, connected, fleet, modelOf, now, read, text, used, uses } from './views.fixture.ts'

describe('the pulse', () => {
  test('says at a glance who is how, what it costs, who needs somebody, and what engine and images do', () => {
    const changes = [read, used, onView('pulse')]
    expect(text(modelOf({ changes }))).toMatchInlineSnapshot(`
      " hal  ● 1 waiting  ✗ 1 failed  ◐ 1 working  ○ 1 ready        cpu ▅▅▅▅▆▆▆▆ 230%  mem 1.5G/23G  14:02
      ────────────────────────────────────────────────────────────────────────────────────────────────────
       pulse  4 workers, 3 running

       ●●●●●●●●●●●●●●●●●●●●●●●●●✗✗✗✗✗✗✗✗✗✗✗✗✗✗✗✗✗✗✗✗✗✗✗✗◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐○○○○○○○○○○○○○○○○○○○○○○○○
       ● 1 waiting  ✗ 1 failed  ◐ 1 working  ○ 1 ready

       cpu 230% of 800%             3 min, up to 800%   memory 1.5G of 23G              3 min, up to 23G

                                                  ⣀⣀⡄
                                           ⢀⣀⣤⣤⣶⣾⣿⣿⣿⡇
                                     ⣀⣠⣤⣶⣶⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⡇
                              ⣀⣀⣤⣴⣶⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⡇                                           ⣀⣀⣀⣀⣠⣤⣤⡄
                      ⢀⣀⣀⣤⣤⣶⣾⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⡇                    ⢀⣀⣀⣀⣀⣀⣀⣀⣤⣤⣤⣤⣤⣶⣶⣶⣶⣶⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⣿⡇

       needs you                                        busiest
      ▌● ada     waiting       12s  Do you want to…     kay          ▂▄█  188%   1.1G  npm test
       ✗ dan     failed 137     8m  out of memory at…   bob          ▁▁▂   40%    12M
                                                        ada          ▁▁▁    2%   412M  Do you want to ru…





       images  2 fresh · 1 stale · 1 not built
       engine  docker 20.10 · on laptop · 8 cpus · 23G

       ⏎ to ada  i images  esc back  : command  ? help"
    `)
  })

  test('leaves the graphs out where there is room for little more than who needs somebody', () => {
    const changes = [used, onView('pulse')]
    expect(text(modelOf({ size: { columns: 60, rows: 20 }, changes }))).toMatchInlineSnapshot(`
      " hal  ● 1 waiting  ✗ 1 failed  ◐ 1  ○ 1               14:02
      ────────────────────────────────────────────────────────────
       pulse  4 workers, 3 running

       ●●●●●●●●●●●●●●●✗✗✗✗✗✗✗✗✗✗✗✗✗✗◐◐◐◐◐◐◐◐◐◐◐◐◐◐◐○○○○○○○○○○○○○○
       ● 1 waiting  ✗ 1 failed  ◐ 1 working  ○ 1 ready

       needs you
      ▌● ada     waiting       12s  Do you want to run pytest?
       ✗ dan     failed 137     8m  out of memory at 4G

       busiest
       kay          ▂▄█  188%   1.1G  npm test
       bob          ▁▁▂   40%    12M
       ada          ▁▁▁    2%   412M  Do you want to run pytest?

       images  reading
       engine  docker 20.10 · on laptop · 8 cpus · 23G

       ⏎ to ada  i images  esc back  : command  ? help"
    `)
  })

  test('says which numbers it has when there are too many workers to measure all', () => {
    const workers = Array.from({ length: 80 }, (_, index) =>
      aRow({ name: `w-${index}` }, index < 50 ? uses(1, 1) : {}),
    )
    expect(text(modelOf({ workers, changes: [onView('pulse')] }))).toContain('cpu and memory of 50 of them')
  })

  test('says since when the engine is lost, and why', () => {
    const lost = { ...connected, kind: 'lost', since: ago(42), why: 'the connection was closed' } as const
    const model = withFleet({ workers: fleet, engine: lost })(modelOf({ changes: [onView('pulse')] }))
    expect(text(model)).toContain('lost 42s ago: the connection was closed')
  })

  test('ticks with the ages that it says', () => {
    const phase = { kind: 'ready', since: ago(86_400) } as const
    const asking = aRow({ name: 'ada', activity: 'waiting', phase, activitySince: ago(12) })
    const model = modelOf({ workers: [asking], changes: [onView('pulse')] })
    expect(text(model)).toMatch(/waiting +12s/)
    expect(agesInPulse(model)).toEqual([ago(12)])
  })

  test('knows nothing of a time in which the engine was lost', () => {
    const lost = { ...connected, kind: 'lost', since: ago(42), why: 'closed' } as const
    const model = withFleet({ workers: fleet, engine: lost })(modelOf())
    expect(withLoad(now)(model)).toBe(model)
  })
})

describe('what is picked in the pulse', () => {
  const picked = (...moves: readonly number[]) =>
    text(modelOf({ changes: [onView('pulse'), ...moves.map(movePick)] }))
      .split('\n')
      .filter((line) => line.includes('▌'))
      .map((line) => line.slice(line.indexOf('▌')).split(/\s{2,}/)[0])

  test('is who needs somebody first, then who is busiest, one after the other', () => {
    expect(picked()).toEqual(['▌● ada'])
    expect(picked(1)).toEqual(['▌✗ dan'])
    expect(picked(1, 1)).toEqual(['▌kay'])
    expect(picked(1, 1, 1, -1)).toEqual(['▌kay'])
    expect(picked(99)).toEqual(['▌ada'])
    expect(picked(99, -99)).toEqual(['▌● ada'])
  })

  test('stays with its worker while others come and go, and is in sight however many they are', () => {
    const needy = Array.from({ length: 40 }, (_, index) =>
      aRow({ name: `w-${String(index).padStart(2, '0')}`, activity: 'waiting' }),
    )
    const model = modelOf({ workers: needy, changes: [onView('pulse'), movePick(30)] })
    expect(text(model)).toMatch(/▌● w-30/)
    const fewer = withFleet({ engine: connected, workers: needy.slice(20) })(model)
    expect(text(fewer)).toMatch(/▌● w-30/)
    expect(text(withFleet({ engine: connected, workers: needy.slice(35) })(model))).toMatch(/▌● w-35/)
  })

  test('can be seen wherever the pulse is', () => {
    for (const [columns, rows] of [
      [100, 18],
      [60, 18],
      [40, 16],
    ] as const)
      expect(text(modelOf({ size: { columns, rows }, changes: [used, onView('pulse')] }))).toMatch(/▌● ada/)
  })
})
