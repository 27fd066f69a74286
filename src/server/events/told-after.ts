import { isLast } from '../../tasks/task-event.ts'
import type { TaskVerbs } from '../../tasks/verbs.ts'
import type { Feed, Told } from './feed.ts'

interface Reading {
  readonly tasks: Pick<TaskVerbs, 'events'>
  /** `undefined`: the task has ended. */
  readonly feed: Feed | undefined
  readonly id: string
  readonly after: number
  readonly signal: AbortSignal
}

/** How many are read from disk at once. */
const page = 500

/**
 * A task's events over `after`, each once and in order, as fast as whoever listens takes them: first those on disk, then those to come. Ends
 * after its last one, when `signal` aborts, or where nobody can tell of more.
 */
export async function* toldAfter(reading: Reading): AsyncGenerator<readonly Told[]> {
  const { feed, signal } = reading
  let last = reading.after
  let news = Promise.withResolvers<void>()
  const wake = (): void => news.resolve()
  const leave = feed?.onNews(wake)
  signal.addEventListener('abort', wake, { once: true })
  try {
    while (!signal.aborted) {
      // Before the look, so that what comes after it is not missed.
      news = Promise.withResolvers()
      const isOver = feed?.isOver ?? true
      const told = feed?.after(last) ?? (await keptAfter(reading, last))
      if (told === undefined) return
      const end = told.at(-1)
      if (end !== undefined) {
        last = end.number
        yield told
        if (isLast(end.event)) return
      } else {
        if (isOver) return
        await news.promise
      }
    }
  } finally {
    leave?.()
    signal.removeEventListener('abort', wake)
  }
}

async function keptAfter({ tasks, id }: Reading, after: number): Promise<readonly Told[] | undefined> {
  const told: Told[] = []
  const read = await tasks.events({
    ...{ id, after, isFollowed: false, limit: page },
    onEvent: (event, number) => told.push({ number, event }),
  })
  return read.ok ? told : undefined
}
