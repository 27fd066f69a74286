import { expect, test } from 'vitest'
import { ok } from '../../lib/result.ts'
import type { Task, TaskState } from '../../tasks/task.ts'
import type { TaskEvent } from '../../tasks/task-event.ts'
import type { EventsInput } from '../../tasks/verbs.ts'
import { Feed } from '../events/feed.ts'
import { countTask } from './count-task.ts'
import { Metrics } from './metrics.ts'

const at = (seconds: number): string => new Date(seconds * 1000).toISOString()
const task = (state: TaskState, lastEvent: number): Task => ({
  ...{ id: 't1', createdAt: new Date(10_000), wish: { prompt: 'x', agent: 'claude' }, state },
  ...{ worker: undefined, lastEvent },
})

/** What the numbers say once these events came. */
async function counted(of: Task, events: readonly TaskEvent[]): Promise<string> {
  const metrics = new Metrics()
  const told = async ({ after = 0, onEvent }: EventsInput) => {
    await Promise.resolve()
    for (const [index, event] of events.entries()) onEvent(event, after + index + 1)
    return ok(of)
  }
  const feed = new Feed({ events: told }, of, new AbortController().signal)
  countTask(metrics, of, feed)
  await feed.over
  return metrics.text(new Map(), { atWork: 0 })
}

test('a task waits until it is admitted, and works from when it runs', async () => {
  const said = await counted(task({ status: 'pending' }, 0), [
    { at: at(13), type: 'admitted' },
    { at: at(20), type: 'status', status: 'running' },
    { at: at(60), type: 'complete', answer: '', exitCodes: [] },
  ])
  expect(said).toContain('hal_task_wait_seconds_sum 3\n')
  expect(said).toContain('hal_task_duration_seconds_sum 40\n')
  expect(said).toContain('hal_tasks_ended_total{status="completed",agent="claude"} 1\n')
  expect(said).toContain('hal_tasks_ended_total{status="failed",agent="claude"} 0\n')
})

test('one that a server goes on with has worked since it began, not since that server did', async () => {
  const said = await counted(task({ status: 'running', since: new Date(20_000) }, 7), [
    { at: at(50), type: 'error', why: { reason: 'interrupted' } },
  ])
  expect(said).toContain('hal_task_duration_seconds_sum 30\n')
  expect(said).toContain('hal_tasks_ended_total{status="failed",agent="claude"} 1\n')
  expect(said).not.toContain('hal_task_wait_seconds_count')
})

test('one that never worked ends, and took no time', async () => {
  const said = await counted(task({ status: 'pending' }, 0), [
    { at: at(50), type: 'status', status: 'cancelled' },
  ])
  expect(said).toContain('hal_tasks_ended_total{status="cancelled",agent="claude"} 1\n')
  expect(said).not.toContain('hal_task_duration_seconds_count')
})
