import { expect, test } from 'vitest'
import type { MainPane } from '../../tmux/main-pane.ts'
import { aWorker } from '../worker.fixture.ts'
import type { Happening } from './happening.ts'
import { notePane } from './onlooker.ts'

const saysWorking = (since: Date): MainPane => ({
  ...{ paneId: '%1', windowId: '@1', isAgent: true, isInFront: true, seenMs: 0 },
  ...{ exitCode: undefined, endedAt: undefined },
  said: { activity: 'working', since, by: 'hook', hasNews: false, text: undefined },
})

const noted = (pane: MainPane, owner = 'me'): readonly Happening[] => {
  const notes: Happening[] = []
  const history = {
    note: (happenings: readonly Happening[]) => void notes.push(...happenings),
    read: () => Promise.reject(new Error('nobody reads here')),
    names: () => Promise.reject(new Error('nobody reads here')),
  }
  notePane({ history, owner }, aWorker(), pane)
  return notes
}

test('what an agent says of itself is noted with its time, for whose worker it is', () => {
  const since = new Date()
  expect(noted(saysWorking(since))).toMatchObject([{ name: 'ada', at: since, what: { activity: 'working' } }])
  expect(noted(saysWorking(since), 'you')).toEqual([])
})

test('what an agent says of a day to come is not noted: it would be kept for ever', () => {
  const day = 86_400_000
  expect(noted(saysWorking(new Date(Date.now() + day)))).toEqual([])
  expect(noted(saysWorking(new Date(Date.now() - day)))).toHaveLength(1)
})
