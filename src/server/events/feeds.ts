import type { Failure } from '../../present/failure.ts'
import { hasEnded, type Task } from '../../tasks/task.ts'
import type { TaskVerbs } from '../../tasks/verbs.ts'
import { Feed } from './feed.ts'

interface FeedsContext {
  readonly tasks: Pick<TaskVerbs, 'events'>
  /** Told of a task that this server can't see through any more. */
  readonly onFailure: (id: string, failure: Failure) => void
  readonly onBug: (bug: unknown) => void
  readonly signal: AbortSignal
}

/** The feeds of all tasks that have not ended and that this server began, or that somebody listens to. */
export class Feeds {
  readonly #context: FeedsContext
  readonly #open = new Map<string, Feed>()
  readonly #begun = new Set<string>()

  constructor(context: FeedsContext) {
    this.#context = context
  }

  /** How many tasks this server began, and sees through. */
  get atWork(): number {
    return this.#begun.size
  }

  /** Sees a task through, from wherever it stands. */
  begin(task: Task): void {
    this.#begun.add(task.id)
    if (!this.#open.has(task.id)) this.#openFeed(task)
  }

  /** `undefined`: it has ended. */
  of(task: Task): Feed | undefined {
    if (hasEnded(task.state)) return undefined
    return this.#open.get(task.id) ?? this.#openFeed(task)
  }

  /** When none is left: after `signal` has come. */
  async allOver(): Promise<void> {
    await Promise.allSettled([...this.#open.values()].map(({ over }) => over))
  }

  #openFeed(task: Task): Feed {
    const { tasks, signal, onFailure, onBug } = this.#context
    const feed = new Feed(tasks, task, signal)
    this.#open.set(task.id, feed)
    const close = (): void => {
      this.#open.delete(task.id)
      this.#begun.delete(task.id)
    }
    feed.over.then(
      (failure) => {
        close()
        if (failure !== undefined && !signal.aborted) onFailure(task.id, failure)
      },
      (bug: unknown) => {
        close()
        onBug(bug)
      },
    )
    return feed
  }
}
