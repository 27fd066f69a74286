import { describe, expect, test } from 'vitest'
import { frame } from '../frame/frame.ts'
import { widthOf } from '../looks/text.ts'
import { themeFor } from '../looks/theme.ts'
import { plainSettings } from '../settings.ts'
import { groupBy, sortBy, toggleFold } from './arrange.ts'
import { five, listOfFive, namesIn, shown } from './list.fixture.ts'
import { listOf } from './list-of.ts'
import { toggleMark } from './marked.ts'
import { filterBy, moveBy } from './selection.ts'
import { table } from './table.ts'

describe('the list', () => {
  test('has at 120 columns what one asks first of a worker', () => {
    expect(shown(listOfFive(120))).toMatchInlineSnapshot(`
      "     WORKER  STATE          FOR  AGENT   PROFILE   BRANCH               CPU          MEM  LAST             by attention
       ▌ ● ada     waiting        12s  claude  python    ada/fix-login     ▁   2%  ▁   412M/4G  Do you want to run pytest?
         ✗ dan     failed 137      8m  codex   node      dan/perf               –            –  out of memory at 4G
         ◐ kay     working        41s  claude  python    kay/retry         █ 188%  ▃   1.1G/4G  Bash(npm test)
         ◐ mae     working         2m  shell   –         –                 ▂  40%  ▂   890M/4G
         ○ bob     ready          21m  shell   base      main              ▁   0%  ▁    12M/4G  $"
    `)
  })

  test('has the rest as there is room for it', () => {
    expect(shown(listOfFive(200))).toMatchInlineSnapshot(`
      "     WORKER  STATE          FOR  AGENT   PROFILE   BRANCH         PROJECT         CPU             MEM  HEALTH    RESTARTS   AGE  LAST                                                      by attention
       ▌ ● ada     waiting        12s  claude  python    ada/fix-login  shop         ▁   2%     ▁   412M/4G  ok               0   12s  Do you want to run pytest?
         ✗ dan     failed 137      8m  codex   node      dan/perf       api               –               –  down             3    2h  out of memory at 4G · R starts it again
         ◐ kay     working        41s  claude  python    kay/retry      shop         █ 188%     ▃   1.1G/4G  ok               1   41s  Bash(npm test)
         ◐ mae     working         2m  shell   –         –              –            ▂  40%     ▂   890M/4G  ok               –    2m
         ○ bob     ready          21m  shell   base      main           api          ▁   0%     ▁    12M/4G  ok               0   21m  $"
    `)
    expect(shown(listOfFive(90))).toMatchInlineSnapshot(`
      "     WORKER  STATE          FOR  AGENT         CPU         MEM  LAST         by attention
       ▌ ● ada     waiting        12s  claude     ▁   2%     412M/4G  Do you want to run pytes…
         ✗ dan     failed 137      8m  codex           –           –  out of memory at 4G
         ◐ kay     working        41s  claude     █ 188%     1.1G/4G  Bash(npm test)
         ◐ mae     working         2m  shell      ▂  40%     890M/4G
         ○ bob     ready          21m  shell      ▁   0%      12M/4G  $"
    `)
    expect(shown(listOfFive(60))).toMatchInlineSnapshot(`
      "     WORKER  STATE          FOR  LAST          by attention
       ▌ ● ada     waiting        12s  Do you want to run pytest?
         ✗ dan     failed 137      8m  out of memory at 4G
         ◐ kay     working        41s  Bash(npm test)
         ◐ mae     working         2m
         ○ bob     ready          21m  $"
    `)
  })

  test('has the columns that the person chose, in their order, as far as they fit', () => {
    const list = listOf({ ...plainSettings, columns: ['restarts', 'last', 'health', 'workspace'] })
    expect(shown({ ...listOfFive(60), list })).toMatchInlineSnapshot(`
      "     WORKER   RESTARTS  LAST                        HEALTH
       ▌ ● ada             0  Do you want to run pytest?  ok
         ✗ dan             3  out of memory at 4G         down
         ◐ kay             1  Bash(npm test)              ok
         ◐ mae             –                              ok
         ○ bob             0  $                           ok"
    `)
  })

  test('is sorted and grouped from the start as the person’s config says', () => {
    const list = listOf({ ...plainSettings, sort: '-memory', group: 'profile' })
    expect(list).toMatchObject({ sort: { by: 'memory', isReversed: true }, group: 'profile' })
  })

  test('marks the column it is sorted by, and which way', () => {
    const heads = (by: 'cpu' | 'name', isReversed: boolean) =>
      shown(listOfFive(120, [sortBy({ by, isReversed })])).split('\n')[0]
    expect(heads('cpu', false)).toMatch(/ CPU↓ /)
    expect(heads('cpu', true)).toMatch(/ CPU↑ /)
    expect(heads('name', false)).toMatch(/^ {5}WORKER↑/)
  })

  test('says by what it is sorted where no column is marked, as long as there is room and more than one to sort', () => {
    const heads = (columns: number, by: 'attention' | 'image', isReversed = false) =>
      shown(listOfFive(columns, [sortBy({ by, isReversed })])).split('\n')[0]
    expect(heads(120, 'attention')).toMatch(/LAST +by attention$/)
    expect(heads(120, 'attention', true)).toMatch(/LAST +by attention↓$/)
    expect(heads(120, 'image')).toMatch(/LAST +by image↑$/)
    expect(heads(90, 'attention')).toMatch(/LAST +by attention$/)
    const one = listOfFive(120, [filterBy('')])
    const alone = { ...one, snapshot: { ...one.snapshot, workers: one.snapshot.workers.slice(0, 1) } }
    expect(shown(alone)).not.toContain('by attention')
  })

  test('has a head over each group: its name, how its workers are, what they use', () => {
    expect(
      shown(listOfFive(120, [groupBy('project'), toggleMark, moveBy(1), toggleMark])),
    ).toMatchInlineSnapshot(`
      "     WORKER  STATE          FOR  AGENT   PROFILE   BRANCH               CPU          MEM  LAST             by attention
         ▾ api     ✗ 1  ○ 1   cpu 0%  mem 12M
         ✗ dan     failed 137      8m  codex   node      dan/perf               –            –  out of memory at 4G
         ○ bob     ready          21m  shell   base      main              ▁   0%  ▁    12M/4G  $
         ▾ shop    ● 1  ◐ 1   cpu 190%  mem 1.5G
      ◆  ● ada     waiting        12s  claude  python    ada/fix-login     ▁   2%  ▁   412M/4G  Do you want to run pytest?
      ◆▌ ◐ kay     working        41s  claude  python    kay/retry         █ 188%  ▃   1.1G/4G  Bash(npm test)
         ▾ no project  ◐ 1   cpu 40%  mem 890M
         ◐ mae     working         2m  shell   –         –                 ▂  40%  ▂   890M/4G"
    `)
    expect(shown(listOfFive(120, [groupBy('profile'), toggleFold]))).toMatchInlineSnapshot(`
      "     WORKER  STATE          FOR  AGENT   PROFILE   BRANCH               CPU          MEM  LAST             by attention
         ▾ base    ○ 1   cpu 0%  mem 12M
         ○ bob     ready          21m  shell   base      main              ▁   0%  ▁    12M/4G  $
         ▾ node    ✗ 1
         ✗ dan     failed 137      8m  codex   node      dan/perf               –            –  out of memory at 4G
       ▌ ▸ python  ● 1  ◐ 1   cpu 190%  mem 1.5G
         ▾ no profile  ◐ 1   cpu 40%  mem 890M
         ◐ mae     working         2m  shell   –         –                 ▂  40%  ▂   890M/4G"
    `)
  })

  test('fits, however wide the terminal is', () => {
    const theme = themeFor({ isColor: true, colorLevel: 3, isUnicode: true })
    const asked = [[], [groupBy('project')], [filterBy('a')], [sortBy({ by: 'restarts', isReversed: true })]]
    for (const columns of [40, 69, 90, 120, 140, 160, 180, 200, 250, 300])
      for (const changes of asked)
        for (const line of frame({ model: listOfFive(columns, changes), theme, keymap: [] }))
          expect(widthOf(line)).toBeLessThanOrEqual(columns)
  })

  test('underlines what the filter found, and nothing without colours', () => {
    const theme = themeFor({ isColor: true, colorLevel: 1, isUnicode: true })
    const model = listOfFive(140, [filterBy('pyt')])
    const line = table({ model, theme, height: 10 })[1]
    expect(line).toContain('\u001b[4mpyt\u001b[24mhon')
    expect(line).toContain('\u001b[4mpyt\u001b[24mes')
    const plain = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
    expect(table({ model, theme: plain, height: 10 }).join('')).not.toContain('\u001b')
  })

  test('reads in ASCII too', () => {
    const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: false })
    const model = listOfFive(120, [groupBy('project'), toggleMark, sortBy({ by: 'cpu', isReversed: false })])
    expect(shown(model, { theme }).replaceAll(/[–·…]/g, '')).toMatch(/^[\x20-\x7e\n]*$/)
  })

  test('names nobody twice, and everybody', () => {
    expect(namesIn(listOfFive()).toSorted()).toEqual(five.map(({ worker }) => worker.name))
  })
})
