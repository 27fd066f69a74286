import { describe, expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { initialModel, type Model } from '../model.ts'
import { marksInWords, targetsOf, toggleAllMarks, toggleMark, withoutMarks } from './marked.ts'
import { filterBy, moveBy, withFleet } from './selection.ts'

const engine = { kind: 'connected', name: 'docker', hostName: undefined } as const
const fleetOf = (names: readonly string[]) =>
  withFleet({ workers: names.map((name) => aRow({ name })), engine })
const four = fleetOf(['ada', 'bob', 'kim', 'lin'])(
  initialModel({
    snapshot: { workers: [], engine },
    now: new Date('2026-01-02T14:02:00Z'),
    size: { columns: 120, rows: 36 },
    profiles: [],
  }),
)
const having = (model: Model, ...changes: readonly ((model: Model) => Model)[]): Model =>
  changes.reduce<Model>((next, change) => change(next), { ...model, isUntouched: false })

describe('marks', () => {
  test('an action is for the selected worker while none is marked', () => {
    expect(targetsOf(having(four, moveBy(1)))).toEqual(['bob'])
    expect(targetsOf(having(four, fleetOf([])))).toEqual([])
  })

  test('an action is for the marked ones, in the order of the list, wherever the selection is', () => {
    const marked = having(four, moveBy(2), toggleMark, moveBy(-2), toggleMark, moveBy(1))
    expect(marked.selected).toBe('bob')
    expect(targetsOf(marked)).toEqual(['ada', 'kim'])
    expect(targetsOf(having(marked, withoutMarks))).toEqual(['bob'])
  })

  test('a second time takes a mark away', () => {
    expect(having(four, toggleMark, toggleMark).marked.size).toBe(0)
  })

  test('all that the filter shows are marked, and then none of them', () => {
    const some = having(four, filterBy('!ada !bob'), toggleAllMarks)
    expect(targetsOf(some)).toEqual(['kim', 'lin'])
    expect(targetsOf(having(some, filterBy(''), toggleAllMarks))).toEqual(['ada', 'bob', 'kim', 'lin'])
    expect(having(some, toggleAllMarks).marked.size).toBe(0)
  })

  test('a marked worker that the filter hides is still meant, and said to be', () => {
    const hidden = having(four, toggleMark, filterBy('kim'), toggleMark)
    expect(targetsOf(hidden)).toEqual(['kim', 'ada'])
    expect(marksInWords(hidden)).toBe('2 marked, 1 of them hidden by the filter')
    expect(marksInWords(four)).toBe('')
  })

  test('a worker that is gone has lost its mark when another one takes its name', () => {
    const marked = having(four, toggleMark)
    expect(targetsOf(having(marked, fleetOf(['bob']), fleetOf(['ada', 'bob']), moveBy(1)))).toEqual(['bob'])
    const another = [aRow({ name: 'ada', containerId: 'another' }), aRow({ name: 'bob' })]
    expect(targetsOf(having(marked, withFleet({ workers: another, engine }), moveBy(1)))).toEqual(['bob'])
  })
})
