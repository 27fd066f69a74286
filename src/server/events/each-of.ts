import type { TaskEvent } from '../../tasks/task-event.ts'
import type { Feed } from './feed.ts'

interface Telling {
  readonly after: number
  readonly tell: (event: TaskEvent) => void
  /** The feed tells no more. */
  readonly onOver?: () => void
}

/** Tells each event of a feed over `after`, once and at once. */
export function eachOf(feed: Feed, { after, tell, onOver }: Telling): void {
  let last = after
  const look = () => {
    for (const { number, event } of feed.after(last) ?? []) {
      last = number
      tell(event)
    }
    if (feed.isOver) onOver?.()
  }
  feed.onNews(look)
  look()
}
