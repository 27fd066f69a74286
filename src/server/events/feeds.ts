import type { Failure } from '../../present/failure.ts'
import { hasEnded, type Task } from '../../tasks/task.ts'
import type { TaskVerbs } from '../../tasks/verbs.ts'
import { Feed } from './feed.ts'

/** A hal of one task's own. */
export interface OwnTasks extends Pick<TaskVerbs, 'events'>, AsyncDisposable {}

interface FeedsContext {
  readonly tasks: Pick<TaskVerbs, 'events'>
  /** How many tasks of those that are counted may be at work here at once. */
  readonly most: number
  readonly isCounted: (id: string) => boolean
  /** Told of a task that this server can't see through any more. */
  readonly onFailure: (id: string, failure: Failure) => void
  /** Told of each feed before its first event. */
  readonly onOpened: (task: Task, feed: Feed) => void
  /** Told once of each that this server begins to see through. */
  readonly onBegun: (task: Task, feed: Feed) => void
  readonly onBug: (bug: unknown) => void
  readonly signal: AbortSignal
}

/** The feeds of all tasks that have not ended and that this server began, or that somebody listens to. */
export class Feeds {
  readonly #context: FeedsContext
  readonly #open = new Map<string, Feed>()
  readonly #begun = new Set<string>()
  #taken = 0

  constructor(context: FeedsContext) {
    this.#context = context
  }

  /** How many tasks this server began, and sees through. */
  get atWork(): number {
    return this.#begun.size
  }

  /** Room for one more that is counted, for as long as it takes to begin it. `undefined`: there is none. */
  takeRoom(): Disposable | undefined {
    const { most, isCounted } = this.#context
    if ([...this.#begun].filter(isCounted).length + this.#taken >= most) return undefined
    this.#taken += 1
    const giveBack = () => {
      this.#taken -= 1
    }
    return { [Symbol.dispose]: giveBack }
  }

  /** Sees a task through, from wherever it stands; with `own`, by that, which it lets go of in the end. */
  begin(task: Task, own?: OwnTasks): void {
    const isNew = !this.#begun.has(task.id)
    this.#begun.add(task.id)
    const feed = this.#open.get(task.id) ?? this.#openFeed(task, own ?? this.#context.tasks)
    if (isNew) this.#context.onBegun(task, feed)
    const letGo = () => own?.[Symbol.asyncDispose]()
    feed.over.then(letGo, letGo).catch(this.#context.onBug)
  }

  /** `undefined`: it has ended. */
  of(task: Task): Feed | undefined {
    if (hasEnded(task.state)) return undefined
    return this.#open.get(task.id) ?? this.#openFeed(task, this.#context.tasks)
  }

  /** When none is left: after `signal` has come. */
  async allOver(): Promise<void> {
    await Promise.allSettled([...this.#open.values()].map(({ over }) => over))
  }

  #openFeed(task: Task, tasks: FeedsContext['tasks']): Feed {
    const { signal, onFailure, onBug } = this.#context
    const feed = new Feed(tasks, task, signal)
    this.#open.set(task.id, feed)
    this.#context.onOpened(task, feed)
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
