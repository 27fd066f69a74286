import type { Feed } from '../events/feed.ts'
import type { TaskTrace } from './traces.ts'

/** Tells a task's trace what its feed does after the event `after`. */
export function traceFeed(trace: TaskTrace, feed: Feed, after: number): void {
  let last = after
  const tell = () => {
    for (const { number, event } of feed.after(last) ?? []) {
      last = number
      trace.tell(event)
    }
    if (feed.isOver) trace.end()
  }
  feed.onNews(tell)
  tell()
}
