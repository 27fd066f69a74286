import { describe, expect, test } from 'vitest'
import type { MainPane } from '../../tmux/main-pane.ts'
import { aWorker } from '../worker.fixture.ts'
import { withMainPane } from './activity.ts'

const since = new Date('2026-01-02T03:05:00Z')
const endedAt = new Date('2026-01-02T03:06:00Z')

const said = (activity: NonNullable<MainPane['said']>['activity'], hasNews = true) => ({
  said: { activity, since, by: 'hook', hasNews, text: 'Push?' },
})

const aPane = (over: Partial<MainPane>): MainPane => ({
  paneId: '%1',
  windowId: '@1',
  isAgent: true,
  isInFront: true,
  exitCode: undefined,
  endedAt: undefined,
  said: undefined,
  seenMs: 0,
  ...over,
})

const activityOf = (pane: Partial<MainPane>) => {
  const { activity, question } = withMainPane(aWorker({ agent: 'custom', activity: 'unknown' }), aPane(pane))
  return [activity, question]
}

describe('what a worker does', () => {
  test('is what its program says, with what it asks while it waits for a person', () => {
    expect(activityOf(said('working'))).toEqual(['working', undefined])
    expect(activityOf(said('waiting'))).toEqual(['waiting', 'Push?'])
    expect(activityOf(said('limited'))).toEqual(['limited', 'Push?'])
    expect(activityOf(said('login-needed'))).toEqual(['login-needed', 'Push?'])
    expect(activityOf({})).toEqual(['unknown', undefined])
  })

  test('is done from the end of its work until somebody has looked', () => {
    expect(activityOf(said('idle'))).toEqual(['done', undefined])
    expect(activityOf({ ...said('idle'), seenMs: since.getTime() - 1 })).toEqual(['done', undefined])
    expect(activityOf({ ...said('idle'), seenMs: since.getTime() })).toEqual(['idle', undefined])
    expect(activityOf(said('idle', false))).toEqual(['idle', undefined])
  })

  test('is over when its program has ended, whatever that had said', () => {
    const worker = aWorker({ agent: 'custom' })
    const ended = aPane({ ...said('waiting'), exitCode: 3, endedAt })
    expect(withMainPane(worker, ended)).toMatchObject({
      ...{
        activity: 'done',
        agentExitCode: 3,
        activitySince: endedAt,
        activityBy: 'tmux',
        question: undefined,
      },
    })
    expect(withMainPane(worker, { ...ended, seenMs: endedAt.getTime() })).toMatchObject({ activity: 'idle' })
  })
})
