import { describe, expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import type { Phase } from '../../workers/worker.ts'
import { asked, onPage, withDialog } from '../changes.ts'
import { type Change, initialModel, type Model } from '../model.ts'
import { onTab } from '../worker/pane-changes.ts'
import { beginReading } from '../worker/reading.ts'
import { sortBy } from './arrange.ts'
import { rowsOf } from './rows.ts'
import { awaitWorker, filterBy, moveBy, toNextInNeed, withFleet } from './selection.ts'
import { visibleRows } from './table.ts'

const now = new Date('2026-01-02T14:02:00Z')
const engine = { kind: 'connected', name: 'docker', hostName: 'laptop' } as const
const failed: Phase = { kind: 'failed', since: now, exitCode: 1, isOom: false, why: 'ended by itself' }

const withWorkers = (model: Model, names: readonly string[], failing: readonly string[] = []): Model => {
  const workers = names.map((name) => aRow({ name, ...(failing.includes(name) ? { phase: failed } : {}) }))
  return withFleet({ workers, engine })(model)
}
const empty = initialModel({
  snapshot: { workers: [], engine },
  now,
  size: { columns: 120, rows: 36 },
  profiles: [],
})
const isSame =
  ({ worker }: ReturnType<typeof aRow>) =>
  (row: ReturnType<typeof aRow>) =>
    row.worker.name === worker.name
const does = (model: Model, change: Change): Model => asked(change)(model)

const three = withWorkers(empty, ['ada', 'bob', 'kim'])

/** As its row is from when hal begins to remove it. */
const removing = (model: Model, name: string, rows: readonly ReturnType<typeof aRow>[]): Model =>
  withFleet({ workers: rows, engine })({ ...model, busy: { [name]: 'removing' } })

describe('when the selected worker is removed', () => {
  const waits = (name: string) => aRow({ name, activity: 'waiting' })
  const [bee, cody, demo, zoe] = [waits('bee'), waits('cody'), aRow({ name: 'demo' }), waits('zoe')]
  const seen = does(withFleet({ workers: [bee, cody, demo, zoe], engine })(empty), moveBy(0))

  test('the one that stood below it is selected, wherever its row has gone meanwhile', () => {
    expect(seen.selected).toBe('bee')
    const going = aRow({ name: 'bee', phase: { kind: 'stopping', since: now } })
    const goes = removing(seen, 'bee', [going, cody, demo, zoe])
    expect(rowsOf(goes).map(({ worker }) => worker.name)).toEqual(['cody', 'zoe', 'bee', 'demo'])
    expect(withFleet({ workers: [cody, demo, zoe], engine })(goes).selected).toBe('cody')
    expect(withFleet({ workers: [demo, zoe], engine })(goes).selected).toBe('zoe')
  })

  test('the last one leaves it to the one above', () => {
    const last = does(seen, moveBy(Number.POSITIVE_INFINITY))
    expect(last.selected).toBe('demo')
    const goes = removing(last, 'demo', [bee, cody, demo, zoe])
    expect(withFleet({ workers: [bee, cody, zoe], engine })(goes).selected).toBe('zoe')
  })
})

test('the next one that needs a person is gone to, and after the last one the first', () => {
  const rows = [
    aRow({ name: 'ada' }),
    aRow({ name: 'bob', activity: 'waiting' }),
    aRow({ name: 'kim', activity: 'done' }),
  ]
  const model = does(withFleet({ workers: rows, engine })(empty), moveBy(Number.POSITIVE_INFINITY))
  expect(model.selected).toBe('ada')
  const first = does(model, toNextInNeed)
  const second = does(first, toNextInNeed)
  expect([first, second, does(second, toNextInNeed)].map(({ selected }) => selected)).toEqual([
    'bob',
    'kim',
    'bob',
  ])
  expect(does(three, toNextInNeed).selected).toBe('ada')
})

test('the one that needs a person most is gone to first, from wherever, and nobody twice before all had their turn', () => {
  const rows = [
    aRow({ name: 'ada', activity: 'done' }),
    aRow({ name: 'bob', activity: 'waiting' }),
    aRow({ name: 'gem', activity: 'done' }),
    aRow({ name: 'kim', activity: 'working' }),
  ]
  const fleet = (...over: readonly ReturnType<typeof aRow>[]) =>
    withFleet({ workers: rows.map((row) => over.find(isSame(row)) ?? row), engine })
  const atAda = does(does(fleet()(empty), sortBy({ by: 'name', isReversed: false })), moveBy(-9))
  expect(atAda.selected).toBe('ada')
  const atBob = does(atAda, toNextInNeed)
  const atGem = does(atBob, toNextInNeed)
  expect([atBob, atGem, does(atGem, toNextInNeed)].map(({ selected }) => selected)).toEqual([
    'bob',
    'gem',
    'bob',
  ])
  // Who begins to wait meanwhile comes before those that are only done.
  const asks = fleet(aRow({ name: 'kim', activity: 'waiting' }))(atBob)
  expect(does(asks, toNextInNeed).selected).toBe('kim')
  // Somebody who goes elsewhere begins anew.
  expect(does(does(atGem, moveBy(-9)), toNextInNeed).selected).toBe('bob')
})

test('who has waited for longest comes first of those that wait', () => {
  const since = (minute: number) =>
    ({ activity: 'waiting', activitySince: new Date(now.getTime() - minute * 60_000) }) as const
  const rows = [aRow({ name: 'ada', ...since(1) }), aRow({ name: 'kim', ...since(9) })]
  const model = withFleet({ workers: rows, engine })(empty)
  expect(rowsOf(model).map(({ worker }) => worker.name)).toEqual(['kim', 'ada'])
})

describe('selecting', () => {
  test('begins with the first worker', () => {
    expect(three.selected).toBe('ada')
  })

  test('is on the first row until the person has done something, whoever moves to the top', () => {
    expect(withWorkers(three, ['ada', 'bob', 'kim'], ['kim']).selected).toBe('kim')
    const touched = does(three, moveBy(-1))
    expect(withWorkers(touched, ['ada', 'bob', 'kim'], ['kim']).selected).toBe('ada')
    const asked = does(three, withDialog({ kind: 'help', offset: 0 }))
    expect(withWorkers(asked, ['ada', 'bob', 'kim'], ['kim']).selected).toBe('ada')
  })

  test.each([
    ['reads', beginReading],
    ['has turned to a tab', onTab('logs')],
  ])('stays with the worker of who %s when one that was started comes up', (_, change) => {
    const starting = does(three, awaitWorker({ name: 'zoe' }))
    expect(withWorkers(starting, ['ada', 'bob', 'kim', 'zoe']).selected).toBe('zoe')
    expect(withWorkers(does(starting, change), ['ada', 'bob', 'kim', 'zoe']).selected).toBe('ada')
  })

  test('stays with the worker when another one moves to the top', () => {
    const moved = withWorkers(does(three, moveBy(1)), ['ada', 'bob', 'kim'], ['kim'])
    expect(rowsOf(moved).map(({ worker }) => worker.name)).toEqual(['kim', 'ada', 'bob'])
    expect(moved.selected).toBe('bob')
  })

  test('of five hundred stays with its worker, in sight, while two hundred move to the top and a hundred go', () => {
    const names = Array.from({ length: 500 }, (_, index) => `w-${String(index).padStart(3, '0')}`)
    const atMiddle = does(withWorkers(empty, names), moveBy(250))
    const moved = withWorkers(
      atMiddle,
      names.slice(0, 400),
      names.slice(200, 400).filter((name) => name !== 'w-250'),
    )
    expect(rowsOf(moved)[0]?.worker.name).toBe('w-200')
    expect(moved.selected).toBe('w-250')
    expect(visibleRows(moved, 10).map(({ worker }) => worker.name)).toContain('w-250')
    expect(does(moved, moveBy(-1000)).selected).toBe('w-200')
  })

  test('stays with the worker, and each worker in its place, while one is frozen, thawed or stopped', () => {
    const atBob = does(three, moveBy(1))
    const phases: readonly Phase[] = [
      { kind: 'frozen', since: now },
      { kind: 'stopping', since: now },
      { kind: 'exited', since: now, exitCode: 0, why: undefined },
      { kind: 'starting', since: now },
    ]
    for (const phase of phases) {
      const workers = ['ada', 'bob', 'kim'].map((name) => aRow(name === 'bob' ? { name, phase } : { name }))
      const after = withFleet({ workers, engine })(atBob)
      expect(rowsOf(after).map(({ worker }) => worker.name)).toEqual(['ada', 'bob', 'kim'])
      expect(after.selected).toBe('bob')
    }
  })

  test('takes the next worker when the selected one is gone, and the last when there is no next', () => {
    const atBob = does(three, moveBy(1))
    expect(withWorkers(atBob, ['ada', 'kim']).selected).toBe('kim')
    expect(withWorkers(does(atBob, moveBy(1)), ['ada', 'bob']).selected).toBe('bob')
  })

  test('stops at both ends', () => {
    expect(does(three, moveBy(Number.POSITIVE_INFINITY)).selected).toBe('kim')
    expect(does(three, moveBy(-1)).selected).toBe('ada')
  })

  test('has nothing to select in an empty fleet, and goes back to the list', () => {
    const onScreen = does(three, onPage('screen'))
    expect(withWorkers(onScreen, [])).toMatchObject({ selected: undefined, page: 'list' })
    expect(does(empty, moveBy(1)).selected).toBeUndefined()
  })
})

describe('filtering', () => {
  test('finds by name, state and profile, all words at once', () => {
    const model = withWorkers(empty, ['ada', 'bob', 'kim'], ['bob', 'kim'])
    const names = (filter: string) => rowsOf({ ...model, filter }).map(({ worker }) => worker.name)
    expect(names('failed')).toEqual(['bob', 'kim'])
    expect(names('FAIL ki')).toEqual(['kim'])
    expect(names('base')).toEqual(['bob', 'kim', 'ada'])
    expect(names('none such')).toEqual([])
  })

  test('selects a worker that the filter shows', () => {
    expect(does(three, filterBy('kim')).selected).toBe('kim')
  })
})
