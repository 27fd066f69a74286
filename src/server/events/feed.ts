import type { Failure } from '../../present/failure.ts'
import type { Task } from '../../tasks/task.ts'
import type { TaskEvent } from '../../tasks/task-event.ts'
import type { TaskVerbs } from '../../tasks/verbs.ts'

export interface Told {
  readonly number: number
  readonly event: TaskEvent
}

/** How many are kept at hand. Who is further behind reads what is on disk. */
const most = 500

/** The events of one task as they come, read once for all who listen. As long as it is there, this hal sees the task through. */
export class Feed {
  /** Settles when there is nothing more to do for the task, or no way to; answers why. */
  readonly over: Promise<Failure | undefined>
  #isOver = false
  #recent: Told[] = []
  #last: number
  readonly #listeners = new Set<() => void>()

  constructor(tasks: Pick<TaskVerbs, 'events'>, { id, lastEvent }: Task, signal: AbortSignal) {
    this.#last = lastEvent
    this.over = this.#follow(tasks, { id, after: lastEvent, signal })
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** Calls at each event, and when it is over. Answers how to end that. */
  onNews(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What came after that number. `undefined`: so much that its beginning is no more at hand. */
  after(number: number): readonly Told[] | undefined {
    if (number >= this.#last) return []
    const first = this.#recent[0]?.number
    return first === undefined || first > number + 1 ? undefined : this.#recent.slice(number + 1 - first)
  }

  async #follow(
    tasks: Pick<TaskVerbs, 'events'>,
    where: { readonly id: string; readonly after: number; readonly signal: AbortSignal },
  ): Promise<Failure | undefined> {
    try {
      const followed = await tasks.events({
        ...{ ...where, isFollowed: true },
        onEvent: (event, number) => {
          this.#recent.push({ number, event })
          if (this.#recent.length > 2 * most) this.#recent = this.#recent.slice(-most)
          this.#last = number
          this.#tell()
        },
      })
      return followed.ok ? undefined : followed.failure
    } finally {
      this.#isOver = true
      this.#tell()
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
