import type { AgentEvent } from '../../agents/stream/agent-event.ts'
import { gistOf } from '../../agents/stream/gist.ts'
import { ok } from '../../lib/result.ts'
import type { Journal } from '../keep/journal.ts'
import type { KeptTask, TaskFacts } from '../keep/kept-task.ts'
import type { Happening } from '../task-event.ts'
import { AgentTeller } from './tell-agent.ts'

/** Keeps what an agent says and does, heard from its beginning: what an earlier driver has kept is left out by its number. */
export class Account {
  readonly teller = new AgentTeller()
  /** In short: see `gistOf`. */
  readonly said: AgentEvent[] = []
  readonly #journal: Journal
  #told = 0
  #written: Awaited<ReturnType<Journal['write']>> = ok(undefined)

  constructor(journal: Journal) {
    this.#journal = journal
  }

  /** How it went to keep all of it. Where that went wrong, nothing more was kept. */
  get written(): Awaited<ReturnType<Journal['write']>> {
    return this.#written
  }

  async keep(events: readonly AgentEvent[]): Promise<void> {
    this.said.push(...gistOf(events))
    await this.add(events.flatMap((event) => this.teller.tell(event)))
  }

  /** `change`: of the task, where these are new. */
  async add(
    happenings: readonly Happening[],
    change: (task: KeptTask) => Partial<TaskFacts> = () => ({}),
  ): Promise<void> {
    const isNew = happenings.map((_, index) => this.#told + index >= this.#journal.task.told)
    this.#told += happenings.length
    const told = this.#told
    const [first, ...rest] = happenings.filter((_, index) => isNew[index])
    if (first === undefined || !this.#written.ok) return
    this.#written = await this.#journal.write([first, ...rest], (task) => ({ told, ...change(task) }))
  }
}
