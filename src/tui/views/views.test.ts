import { describe, expect, test } from 'vitest'
import { aRow, aScreen } from '../../../test/rigs/scripted-fleet.ts'
import { aLayer, aProfile } from '../../../test/rigs/scripted-images.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import { onView, withDialog, withScreen, withToast } from '../changes.ts'
import { frame } from '../frame/frame.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { withFleet } from '../list/selection.ts'
import { widthOf, withoutStyles } from '../looks/text.ts'
import { themeFor } from '../looks/theme.ts'
import { type Change, initialModel, type Model, type Size } from '../model.ts'
import {
  moveInImages,
  onImages,
  openImage,
  showLayers,
  withBuildBegun,
  withBuildPhase,
  withBuildUpdates,
  withRead,
} from './images/image-changes.ts'
import { movePick } from './pulse-picks.ts'
import { agesInPulse } from './pulse-view.ts'
import { withLoad } from './view-changes.ts'

const now = new Date(2026, 0, 2, 14, 2, 0)
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000)
const plain = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
const colourful = themeFor({ isColor: true, colorLevel: 3, isUnicode: true })
const machine = { cpus: 8, memoryBytes: 23 * 1024 ** 3 }
const connected = { kind: 'connected', name: 'docker 20.10', hostName: 'laptop', machine } as const

const uses = (cpuPercent: number, megabytes: number) => ({
  stats: {
    ...{ cpuPercent, pids: 3, at: now },
    memoryBytes: megabytes * 1024 ** 2,
    memoryLimitBytes: 4 * 1024 ** 3,
  },
  cpuHistory: [cpuPercent / 4, cpuPercent / 2, cpuPercent],
})

const fleet: readonly FleetWorker[] = [
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

const modelOf = (
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

const text = (model: Model, theme = plain): string =>
  frame({ model, theme, keymap: defaultKeymap })
    .map((line) => withoutStyles(line).trimEnd())
    .join('\n')

/** What the fleet used over the last minutes: more and more. */
const used: Change = (model) => {
  let later = model
  for (let index = 0; index < 60; index += 1) {
    const row = aRow({ name: 'kay' }, uses(index * 10, index * 100))
    const at = ago((60 - index) * 2)
    later = withLoad(at)({ ...later, snapshot: { engine: connected, workers: [row] } })
  }
  return { ...later, snapshot: model.snapshot }
}

const fresh = { kind: 'fresh', sizeBytes: 212 * 1024 ** 2, builtAt: ago(100_000), missing: [] } as const
const profiles = [
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
const read = withRead({ profiles, readAt: ago(60) })
const inImages = (...changes: Change[]) => [read, onImages({ areLayersShown: true }), ...changes]

const failed = aLayer(
  'python',
  {
    kind: 'failed',
    tookMs: 1300,
    failure: { reason: 'build-failed', step: 'RUN make', exitCode: 2, tail: ['no rule', 'Error 2'] },
  },
  'base',
)

test('what a profile says of itself steers no terminal', () => {
  const loud = aProfile('loud', { description: 'rings\u0007 and\u001b[2J clears' })
  const changes = [withRead({ profiles: [loud] }), onImages({ areLayersShown: true })]
  const lines = frame({ model: modelOf({ changes }), theme: plain, keymap: defaultKeymap })
  expect(lines.join('\n')).toContain('rings and clears')
  expect(lines.join('')).not.toMatch(/\p{Cc}/u)
})

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

describe('the images', () => {
  test('are each under the one it stands on, with what is known of the selected one', () => {
    expect(text(modelOf({ changes: inImages(moveInImages(1)) }))).toMatchInlineSnapshot(`
      " hal  ● 1 waiting  ✗ 1 failed  ◐ 1 working  ○ 1 ready                 cpu 230%  mem 1.5G/23G  14:02
      ────────────────────────────────────────────────────────────────────────────────────────────────────
       images  2 fresh · 1 stale · 1 not built
         IMAGE        STATE                            SIZE   AGE  WHAT IT IS
         base         fresh                            212M    1d  what all stand on
       ▌ ├─ python    stale: pins: uv 0.4.1 → 0.5.0            2h  what python is for
         │  └─ tools  not built                                    what tools is for
         └─ node      fresh                            212M    1d  what node is for










      ────────────────────────────────────────────────────────────────────────────────────────────────────
       python  stale
       what python is for
       why        pins: uv 0.4.1 → 0.5.0
       image      hal/python:1234567
       stands on  base
       built      2h ago
       budget     600M

       ⏎ details  b build  B build what is stale  l hide layers  r read again  esc back  : command  ? help"
    `)
  })

  test('have their whole state in eighty columns, before their age and what they are', () => {
    const widest = withRead({
      profiles: [
        aProfile('base', { isLayer: true, state: fresh }),
        aProfile('agent-session-full', {
          parent: { kind: 'profile', name: 'base' },
          state: { kind: 'stale', changed: [], why: [{ reason: 'other-hal' }], pins: [], builtAt: ago(7200) },
        }),
      ],
    })
    const lines = (...more: readonly Change[]) =>
      text(modelOf({ size: { columns: 80, rows: 24 }, changes: [...inImages(), ...more] })).split('\n')
    expect(lines().slice(3, 6)).toMatchInlineSnapshot(`
      [
        "   IMAGE        STATE                            SIZE   AGE  WHAT IT IS",
        " ▌ base         fresh                            212M    1d  what all stand on",
        "   ├─ python    stale: pins: uv 0.4.1 → 0.5.0            2h  what python is for",
      ]
    `)
    expect(lines(widest).slice(3, 6)).toMatchInlineSnapshot(`
      [
        "   IMAGE                  STATE                                     SIZE   AGE",
        " ▌ base                   fresh                                     212M    1d",
        "   └─ agent-session-full  stale: built by another version of hal            2h",
      ]
    `)
  })

  test('are profiles without layers where a person chooses for a worker', () => {
    const lines = text(modelOf({ changes: inImages(showLayers(false)) })).split('\n')
    expect(lines.slice(2, 7)).toMatchInlineSnapshot(`
      [
        " profiles  2 fresh · 1 stale · 1 not built",
        "   IMAGE     STATE                            SIZE   AGE  WHAT IT IS",
        " ▌ python    stale: pins: uv 0.4.1 → 0.5.0            2h  what python is for",
        "   └─ tools  not built                                    what tools is for",
        "   node      fresh                            212M    1d  what node is for",
      ]
    `)
  })

  test('have the steps of their build in place of what isn’t known yet', () => {
    const building = aLayer(
      'python',
      { kind: 'building', step: { number: 2, of: 5, name: 'RUN uv sync' }, elapsedMs: 800 },
      'base',
    )
    const waits = aLayer('tools', { kind: 'waiting', on: 'python' }, 'python')
    const changes = inImages(withBuildBegun(ago(5)), withBuildUpdates([building, waits], ago(3)))
    const lines = text(modelOf({ changes })).split('\n')
    expect(lines[0]).toContain('building 1')
    expect(lines.slice(4, 8)).toMatchInlineSnapshot(`
      [
        " ▌ base         fresh         212M    1d  what all stand on",
        "   ├─ python    ◐ 2/5  RUN uv sync  3.8s",
        "   │  └─ tools  · waits for python",
        "   └─ node      fresh         212M    1d  what node is for",
      ]
    `)
    expect(lines.at(-1)).toContain('ctrl-c end the build')
  })

  test('say why a build failed, with the last lines that it printed', () => {
    const changes = inImages(
      withBuildBegun(ago(5)),
      withBuildUpdates([failed], ago(3)),
      withBuildPhase('over'),
      moveInImages(1),
      openImage(true),
    )
    expect(text(modelOf({ changes })).split('\n').slice(2, 9)).toMatchInlineSnapshot(`
      [
        " python  ✗ failed at RUN make  1.3s",
        " what python is for",
        " the build failed at RUN make, with status 2.",
        "   no rule",
        "   Error 2",
        " why        pins: uv 0.4.1 → 0.5.0",
        " image      hal/python:1234567",
      ]
    `)
  })

  test('say what a build ended with before they are opened, however much it printed', () => {
    const tail = [...Array.from({ length: 20 }, (_, line) => `Get ${line}`), 'E: Unable to locate package']
    const failure = { reason: 'build-failed', step: 'RUN apt-get', exitCode: 100, tail } as const
    const end = aLayer('python', { kind: 'failed', tookMs: 1300, failure })
    const shown = text(
      modelOf({
        changes: inImages(
          ...[withBuildBegun(ago(5)), withBuildUpdates([end], ago(3))],
          ...[withBuildPhase('over'), moveInImages(1)],
        ),
      }),
    )
    expect(shown).toContain('the build failed at RUN apt-get, with status 100.')
    expect(shown).toContain('E: Unable to locate package')
  })

  test('have all of what they are for, opened in a narrow terminal', () => {
    const description = `${'word '.repeat(30)}end`
    const profiles = [aProfile('python', { description })]
    const changes = inImages(withRead({ profiles }), openImage(true))
    expect(text(modelOf({ size: { columns: 80, rows: 24 }, changes }))).toMatch(/word end$/m)
  })

  test('are asked about before their build is ended', () => {
    const changes = inImages(withBuildBegun(ago(5)), withDialog({ kind: 'cancel-build' }))
    const lines = text(modelOf({ changes })).split('\n')
    expect(lines).toContain(' end the build?')
    expect(lines.at(-1)).toBe(' ⏎ y yes, end it  esc n no')
  })

  test.each([
    [100, 28],
    [80, 10],
    [30, 6],
    [20, 3],
  ])('are asked about wherever one is: %i columns, %i rows', (columns, rows) => {
    const question = [withBuildBegun(ago(5)), withDialog({ kind: 'cancel-build' })]
    for (const opening of [[], [moveInImages(1), openImage(true)]]) {
      const changes = inImages(withBuildUpdates([failed], ago(3)), ...opening, ...question)
      expect(text(modelOf({ size: { columns, rows }, changes }))).toMatch(/^ end the build/m)
    }
  })

  test('are scrolled, opened, no further than to their end, and from there back at once', () => {
    const capabilities = Array.from({ length: 40 }, (_, index) => ({
      ...{ tool: `tool-${index}`, promised: '1', isInherited: false },
    }))
    const many = withRead({ profiles: [aProfile('many', { capabilities })] })
    const opening = [many, onImages({ areLayersShown: true }), openImage(true)]
    for (const size of [
      { columns: 100, rows: 28 },
      { columns: 30, rows: 8 },
    ]) {
      const shown = (...moves: readonly Change[]) => text(modelOf({ size, changes: [...opening, ...moves] }))
      const end = shown(moveInImages(Number.POSITIVE_INFINITY))
      expect(end).toContain('tool-39')
      const tooFar = Array.from({ length: 30 }, () => moveInImages(10))
      expect(shown(...tooFar)).toBe(end)
      expect(shown(...tooFar, moveInImages(-1))).not.toContain('tool-39')
      expect(shown(...tooFar, moveInImages(-1), moveInImages(1))).toBe(end)
      expect(shown(...tooFar, moveInImages(Number.NEGATIVE_INFINITY))).toBe(shown())
    }
  })

  test('are shown as old as they are when they can’t be read anew', () => {
    const changes = inImages(withRead({ failure: 'no container engine answers. Start Docker.' }))
    expect(text(modelOf({ changes }))).toContain(
      'as it was 1m ago · no container engine answers. Start Docker.',
    )
  })
})

describe('a screen', () => {
  const many = Array.from({ length: 100 }, (_, index) =>
    aRow({ name: `w-${index}-日本` }, uses(index, index)),
  )
  const screen = aScreen(Array.from({ length: 24 }, (_, row) => `${row} ${'宽'.repeat(70)}`))
  const views: readonly (readonly [string, readonly Change[]])[] = [
    ['workers', [withScreen('w-0-日本', screen)]],
    ['pulse', [read, used, onView('pulse')]],
    ['images', inImages(withBuildBegun(ago(5)), withBuildUpdates([failed], ago(3)), moveInImages(1))],
    [
      'an opened image',
      inImages(withBuildBegun(ago(5)), withBuildUpdates([failed], ago(3)), moveInImages(1), openImage(true)),
    ],
    ['the question', inImages(withBuildBegun(ago(5)), withDialog({ kind: 'cancel-build' }))],
    [
      'the question over an opened image',
      inImages(
        moveInImages(1),
        openImage(true),
        withBuildBegun(ago(5)),
        withDialog({ kind: 'cancel-build' }),
      ),
    ],
    ['no images', [onImages({ areLayersShown: true }), withRead({ failure: 'why '.repeat(40) })]],
  ]
  const sizes = [
    [200, 60],
    [200, 30],
    [160, 24],
    [120, 36],
    [90, 20],
    [89, 50],
    [80, 24],
    [60, 40],
    [40, 10],
    [20, 6],
    [5, 2],
    [1, 1],
  ] as const

  test.each(sizes.flatMap((size) => views.map(([name, changes]) => [...size, name, changes] as const)))(
    'of %i columns and %i rows is filled exactly by %s',
    (columns, rows, _, changes) => {
      for (const theme of [colourful, themeFor({ isColor: true, colorLevel: 1, isUnicode: false })]) {
        const model = modelOf({ workers: many, size: { columns, rows }, changes })
        const lines = frame({ model, theme, keymap: defaultKeymap })
        expect(lines).toHaveLength(rows)
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns)
        if (!theme.isUnicode) expect(withoutStyles(lines.join(''))).toMatch(/^[\x20-\x7e]*$/)
      }
    },
  )

  test('of next to no room shows the view that keys act on', () => {
    const changes = inImages(moveInImages(1))
    expect(text(modelOf({ size: { columns: 30, rows: 6 }, changes }))).toContain('▌ ├─ python')
  })

  test.each([
    ['wide and low: the worker beside the list', 170, 24, /^ {5}WORKER.*│ ada {2}\[Screen\]/m],
    ['high and narrow: the worker below the list', 70, 44, /WORKER[\s\S]*\n─+\n ada {2}\[Screen\]/],
    ['narrow: a look at the worker below a short list', 80, 24, /WORKER[\s\S]*\n─+\n ada {2}\[Screen\]/],
    ['narrow and low: the list alone', 80, 16, /^(?![\s\S]* ada {2}\[Screen\])/],
  ])('that is %s', (_, columns, rows, shows) => {
    expect(text(modelOf({ size: { columns, rows } }))).toMatch(shows)
  })
})

test('what was said is read whole in the events of a narrow terminal', () => {
  const said = `ada ready in 0.3s · ${'can’t write there '.repeat(6)}at all`
  const toast = { kind: 'good', text: said, nextStep: undefined, at: now } as const
  const changes = [withToast(toast), onView('events')]
  const shown = text(modelOf({ size: { columns: 80, rows: 24 }, changes }))
  expect(shown).toContain('14:02:00  ada ready in 0.3s')
  expect(shown).toMatch(/^ {11}.*at all$/m)
})

test('marks are spoken of where something is done to them', () => {
  const marked: Change = (model) => ({ ...model, marked: new Set(['ada']) })
  expect(text(modelOf({ changes: [marked] }))).toContain('1 marked')
  for (const view of ['pulse', 'images', 'events'] as const)
    expect(text(modelOf({ changes: [marked, onView(view)] }))).not.toContain('1 marked')
})
