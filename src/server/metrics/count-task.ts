import type { Task } from '../../tasks/task.ts'
import { isLast, type TaskEvent } from '../../tasks/task-event.ts'
import { eachOf } from '../events/each-of.ts'
import type { Feed } from '../events/feed.ts'
import type { EndStatus, Metrics } from './metrics.ts'

/** Counts how long a task waits and works, and how it ends, as far as that comes after its last event by now. */
export function countTask(metrics: Metrics, task: Task, feed: Feed): void {
  const { createdAt, state, wish, lastEvent } = task
  let since = 'since' in state ? state.since.getTime() : undefined
  metrics.expectEnd(wish.agent)
  const tell = (event: TaskEvent) => {
    const at = Date.parse(event.at)
    if (event.type === 'admitted') metrics.countWait((at - createdAt.getTime()) / 1000)
    else if (event.type === 'status' && event.status === 'running') since ??= at
    else if (isLast(event))
      metrics.countEnd(endOf(event), wish.agent, since === undefined ? undefined : (at - since) / 1000)
  }
  eachOf(feed, { after: lastEvent, tell })
}

/** Counts how late the events of a feed are that was opened just now. */
export function countLags(metrics: Metrics, task: Task, feed: Feed): void {
  const tell = ({ at }: TaskEvent) => metrics.countLag((Date.now() - Date.parse(at)) / 1000)
  eachOf(feed, { after: task.lastEvent, tell })
}

const endOf = ({ type }: TaskEvent): EndStatus =>
  type === 'complete' ? 'completed' : type === 'error' ? 'failed' : 'cancelled'
