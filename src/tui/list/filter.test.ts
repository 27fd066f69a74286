import { describe, expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { filterOf, hitsIn, unknownKeyIn } from './filter.ts'

const since = new Date('2026-01-02T14:02:00Z')
const rows = [
  aRow(
    { name: 'ada', activity: 'waiting', profile: 'python', agent: 'claude' },
    { branch: 'ada/fix-login', lastLine: 'Do you want to run pytest?' },
  ),
  aRow(
    { name: 'bob', activity: 'idle', profile: 'node', agent: 'codex' },
    { branch: 'main', lastLine: 'all of it is done', restarts: 2 },
  ),
  aRow({
    name: 'dan',
    profile: 'python-ml',
    labels: { team: 'Web-shop', 'org.example/tier': 'a=b', odd: '\u001b[2J' },
    phase: { kind: 'failed', since, exitCode: 137, isOom: true, why: 'killed' },
  }),
]
const left = (filter: string) => rows.filter(filterOf(filter)).map(({ worker }) => worker.name)

describe('a filter', () => {
  test.each([
    ['', ['ada', 'bob', 'dan']],
    ['python', ['ada', 'dan']],
    ['PYTHON claude', ['ada']],
    ['pytest', ['ada']],
    ['out of memory', ['dan']],
    ['afl', ['ada']],
    ['fixl', ['ada']],
    ['adgin', []],
    ['aoiid', []],
    ['!idle', ['ada', 'dan']],
    ['!', ['ada', 'bob', 'dan']],
    ['state=waiting', ['ada']],
    ['state=ready', []],
    ['state=idle', ['bob']],
    ['state=waiting,failed', ['ada', 'dan']],
    ['state=failed profile=python', ['dan']],
    ['state!=failed', ['ada', 'bob']],
    ['!state=failed', ['ada', 'bob']],
    ['profile=py agent=cl', ['ada']],
    ['branch=main', ['bob']],
    ['project=project', ['ada', 'bob', 'dan']],
    ['restarts=2', ['bob']],
    ['mood=failed', ['dan']],
    ['mood=idle', ['bob']],
    ['state=', ['ada', 'bob', 'dan']],
    ['unknown=1', []],
    ['label:team=web', ['dan']],
    ['label=TEAM=web', ['dan']],
    ['label:team=ops,web', ['dan']],
    ['label:team=shop', []],
    ['label:tea=web', []],
    ['!label:team=web', ['ada', 'bob']],
    ['label:team!=web', ['ada', 'bob']],
    ['!label:team!=web', ['dan']],
    ['label:org.example/tier=a=b', ['dan']],
    ['label:te', ['dan']],
    ['!label:te', ['ada', 'bob']],
    ['label:', ['ada', 'bob', 'dan']],
    ['label:team=', ['ada', 'bob', 'dan']],
    ['label:toString', []],
  ])('"%s" leaves %j', (filter, names) => {
    expect(left(filter)).toEqual(names)
  })

  test.each([
    ['ada colour=red', 'colour'],
    ['!colour!=red', 'colour'],
    ['cpu>1', 'cpu'],
    ['state=idle label:a=b label=a 2=2', undefined],
  ])('"%s" has a key that there isn’t: %s', (filter, key) => {
    expect(unknownKeyIn(filter)).toBe(key)
  })

  test('shows where it found its words', () => {
    const [ada] = rows
    if (ada === undefined) throw new Error('no row')
    expect(Object.fromEntries(hitsIn(ada, 'pyt !nothing state=waiting'))).toEqual({
      profile: [0, 1, 2],
      last: [19, 20, 21],
    })
    expect(Object.fromEntries(hitsIn(ada, 'afl'))).toEqual({ branch: [0, 4, 8] })
  })
})
