import { eachOf } from '../events/each-of.ts'
import type { Feed } from '../events/feed.ts'
import type { TaskTrace } from './traces.ts'

/** Tells a task's trace what its feed does after the event `after`. */
export function traceFeed(trace: TaskTrace, feed: Feed, after: number): void {
  eachOf(feed, { after, tell: (event) => trace.tell(event), onOver: () => trace.end() })
}
