import { expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import type { Phase } from '../../workers/worker.ts'
import { toggleAllMarks } from '../list/marked.ts'
import { withFleet } from '../list/selection.ts'
import { initialModel, type Model } from '../model.ts'
import { paneKeys } from '../worker/pane-keys.ts'
import { needsAnswer, needsLife, needsStart } from './objections.ts'

const since = new Date('2026-01-02T14:02:00Z')
const frozen: Phase = { kind: 'frozen', since }
const ended: Phase = { kind: 'exited', since, exitCode: 0, why: undefined }
const ending: Phase = { kind: 'stopping', since }
const ready: Phase = { kind: 'ready', since }
const deaf: Phase = { kind: 'unreachable', since, why: 'no answer' }

const marked = (...phases: readonly Phase[]): Model => {
  const workers = phases.map((phase, index) => aRow({ name: `w-${index}`, phase }))
  const engine = { kind: 'connected', name: 'docker', hostName: undefined } as const
  const size = { columns: 120, rows: 36 }
  const empty = initialModel({ snapshot: { workers: [], engine }, now: since, size, profiles: [] })
  return toggleAllMarks(withFleet({ workers, engine })(empty))
}

test('a key that can do nothing to any of the marked says how they are, and which key helps', () => {
  expect(needsAnswer(marked(frozen, frozen))).toBe('the 2 marked are frozen: f thaws them')
  expect(needsAnswer(marked(deaf, deaf, deaf))).toBe("the 3 marked can't be reached: R restarts them")
  expect(needsAnswer(marked(ended, frozen, ended, ending))).toBe(
    'of the 4 marked, 2 have ended (R starts them again), 1 is frozen (f thaws it) and 1 is stopping',
  )
  expect(needsLife(marked(ended, ended))).toBe('the 2 marked have ended: R starts them again')
  expect(needsStart(marked(ending, ending))).toBe('the 2 marked are stopping')
  expect(needsAnswer(marked(frozen, ready))).toBeUndefined()
  const rekeyed = { ...marked(frozen, frozen), keyHints: { 'worker.freeze': 'F' } }
  expect(needsAnswer(rekeyed)).toBe('the 2 marked are frozen: F thaws them')
})

test('of one it says the same by its name', () => {
  expect(needsAnswer(marked(frozen))).toBe('w-0 is frozen: f thaws it')
  expect(needsStart({ ...marked(ready), busy: { 'w-0': 'restarting' } })).toBe('w-0 is restarting already')
})

test('where there is no room for a screen, the key that attaches is named', () => {
  const larger = paneKeys.find(({ id }) => id === 'pane.larger')
  const tiny = { ...marked(ready), size: { columns: 20, rows: 6 }, keyHints: { 'worker.attach': 'T' } }
  expect(larger?.isDisabled?.(tiny)).toBe('there is no room for a screen: T attaches to it')
})
