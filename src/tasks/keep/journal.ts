import { fail, ok } from '../../lib/result.ts'
import type { Store } from '../../store/store.ts'
import { hasEnded } from '../task.ts'
import type { Happening } from '../task-event.ts'
import type { TaskResult } from '../task-failure.ts'
import { type KeptTask, keptTask, type TaskFacts } from './kept-task.ts'

/** One task's events as its driver writes them. Somebody else may ask for something in between: then that stands between two of them. */
export class Journal {
  #task: KeptTask
  readonly #store: Store

  constructor(store: Store, task: KeptTask) {
    this.#store = store
    this.#task = task
  }

  get task(): KeptTask {
    return this.#task
  }

  /**
   * With each of them, and never without one, what is known of the task may change: to what it says of the task as it is by then.
   * `record-moved-on`: it has ended.
   */
  async write(
    happenings: readonly [Happening, ...Happening[]],
    change: Partial<TaskFacts> | ((task: KeptTask) => Partial<TaskFacts>) = {},
  ): TaskResult<void> {
    for (;;) {
      const changed = typeof change === 'function' ? change(this.#task) : change
      const written = await this.writeNext(happenings, changed)
      if (written.ok || written.failure.reason !== 'record-moved-on') return written
      const read = await this.readAgain()
      if (!read.ok) return read
      if (hasEnded(this.#task.state)) return written
    }
  }

  /** The task as it is by now. */
  async readAgain(): TaskResult<void> {
    const { id } = this.#task
    const record = await this.#store.record(id)
    if (!record.ok) return record
    if (record.value === undefined) return fail({ reason: 'no-such-record', id })
    const now = keptTask(record.value)
    if (!now.ok) return now
    this.#task = now.value
    return ok(undefined)
  }

  /** The same, where nobody has written since the task was as it is here. `record-moved-on`: somebody has. */
  async writeNext(
    happenings: readonly [Happening, ...Happening[]],
    change: Partial<TaskFacts> = {},
  ): TaskResult<void> {
    const at = new Date().toISOString()
    const events = happenings.map((happening) => ({ at, ...happening }))
    const { id, createdAt, lastEvent, ...before } = this.#task
    const facts: TaskFacts = { ...before, ...change }
    const written = await this.#store.append(id, {
      ...{ after: lastEvent, events, facts },
      isClosed: hasEnded(facts.state),
    })
    if (!written.ok) return written
    this.#task = { id, createdAt, ...facts, lastEvent: written.value }
    return ok(undefined)
  }
}
