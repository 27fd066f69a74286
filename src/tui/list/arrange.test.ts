import { describe, expect, test } from 'vitest'
import { onPage } from '../changes.ts'
import type { Model } from '../model.ts'
import { groupBy, groupByNext, sortBy, toggleFold } from './arrange.ts'
import { engine, five, listOfFive, namesIn } from './list.fixture.ts'
import type { Sort } from './list-state.ts'
import { targetsOf, toggleMark } from './marked.ts'
import { awaitWorker, filterBy, moveBy, select, withFleet } from './selection.ts'

const by = (name: Sort['by'], isReversed = false) =>
  namesIn(listOfFive(250, [sortBy({ by: name, isReversed })]))

describe('sorting', () => {
  test.each<[Sort['by'], readonly string[]]>([
    ['attention', ['ada', 'dan', 'kay', 'mae', 'bob']],
    ['name', ['ada', 'bob', 'dan', 'kay', 'mae']],
    ['state', ['ada', 'dan', 'kay', 'mae', 'bob']],
    ['for', ['ada', 'kay', 'mae', 'dan', 'bob']],
    ['cpu', ['kay', 'mae', 'ada', 'bob', 'dan']],
    ['memory', ['kay', 'mae', 'ada', 'bob', 'dan']],
    ['restarts', ['dan', 'kay', 'ada', 'bob', 'mae']],
    ['branch', ['ada', 'dan', 'kay', 'bob', 'mae']],
    ['profile', ['bob', 'dan', 'ada', 'kay', 'mae']],
  ])('by %s', (name, names) => {
    expect(by(name)).toEqual(names)
  })

  test('the other way round, those without a value last all the same', () => {
    expect(by('cpu', true)).toEqual(['bob', 'ada', 'mae', 'kay', 'dan'])
    expect(by('name', true)).toEqual(['mae', 'kay', 'dan', 'bob', 'ada'])
  })

  test('leaves the selection on its worker', () => {
    const model = listOfFive(120, [moveBy(2), sortBy({ by: 'cpu', isReversed: false })])
    expect(model.selected).toBe('kay')
  })
})

describe('groups', () => {
  const grouped = listOfFive(120, [groupBy('project')])
  const doing = (model: Model, ...changes: readonly ((model: Model) => Model)[]) =>
    changes.reduce<Model>((next, change) => change(next), model)

  test('are by name, those of none last, each in the order of the list', () => {
    expect(namesIn(grouped)).toEqual(['[api]', 'dan', 'bob', '[shop]', 'ada', 'kay', '[no project]', 'mae'])
    expect(namesIn(doing(grouped, groupBy('profile')))).toEqual([
      ...['[base]', 'bob', '[node]', 'dan', '[python]', 'ada', 'kay', '[no profile]', 'mae'],
    ])
    expect(namesIn(doing(grouped, groupBy('engine')))[0]).toBe('[docker 20.10]')
  })

  test('follow one another at a key: by project, by engine, by profile, none', () => {
    const groups = [1, 2, 3, 4].map(
      (times) => doing(listOfFive(), ...Array(times).fill(groupByNext)).list.group,
    )
    expect(groups).toEqual(['project', 'engine', 'profile', 'none'])
  })

  test('the selection goes over their heads, and an action on one is for nobody', () => {
    expect(grouped.selected).toBe('ada')
    const onHead = doing(grouped, moveBy(-1))
    expect(onHead).toMatchObject({ selected: undefined, list: { head: 'shop' } })
    expect(doing(onHead, moveBy(-1)).selected).toBe('bob')
    expect(doing(onHead, moveBy(1)).selected).toBe('ada')
  })

  test('are marked as a whole at their head', () => {
    const marked = doing(grouped, moveBy(-1), toggleMark)
    expect(targetsOf(marked)).toEqual(['ada', 'kay'])
    expect(targetsOf(doing(marked, toggleMark))).toEqual([])
  })

  test('where a worker’s screen is alone, the selection goes past heads', () => {
    const onScreen = doing(grouped, onPage('screen'), moveBy(-1))
    expect(onScreen).toMatchObject({ selected: 'bob', page: 'screen' })
  })

  test('are folded from within, which selects the head, and unfolded again', () => {
    const folded = doing(grouped, toggleFold)
    expect(namesIn(folded)).toEqual(['[api]', 'dan', 'bob', '[shop]', '[no project]', 'mae'])
    expect(folded).toMatchObject({ selected: undefined, list: { head: 'shop' } })
    expect(namesIn(doing(folded, toggleFold))).toEqual(namesIn(grouped))
  })

  test('stay folded while their workers come and go', () => {
    const folded = doing(grouped, toggleFold, withFleet({ workers: five.slice(1), engine }))
    expect(namesIn(folded)).toEqual(['[api]', 'dan', 'bob', '[shop]', '[no project]', 'mae'])
    expect(folded.list.head).toBe('shop')
  })

  test('lose the selection to what stands in their place when they are gone', () => {
    const gone = doing(grouped, toggleFold, filterBy('project=api'))
    expect(namesIn(gone)).toEqual(['[api]', 'dan', 'bob'])
    expect(gone.selected).toBe('bob')
  })

  test('are unfolded for a worker that the person turns to, and their heads are let go of', () => {
    const folded = doing(grouped, toggleFold, select('kay'))
    expect(folded).toMatchObject({ selected: 'kay', list: { head: undefined } })
    expect(namesIn(folded)).toEqual(namesIn(grouped))
    expect(doing(folded, withFleet({ workers: five, engine })).selected).toBe('kay')
    const fromHead = doing(grouped, moveBy(-1), select('bob'))
    expect(fromHead).toMatchObject({ selected: 'bob', list: { head: undefined } })
    expect(doing(fromHead, moveBy(-1)).selected).toBe('dan')
    expect(namesIn(doing(fromHead, toggleFold))).toEqual([
      '[api]',
      '[shop]',
      'ada',
      'kay',
      '[no project]',
      'mae',
    ])
  })

  test('are unfolded for a worker that was started', () => {
    const folded = doing(grouped, toggleFold, awaitWorker({ name: 'ada' }))
    expect(folded.selected).toBe('ada')
    expect(namesIn(folded)).toEqual(namesIn(grouped))
  })
})
