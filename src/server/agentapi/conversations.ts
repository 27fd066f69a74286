import { fail, ok, type Result } from '../../lib/result.ts'
import type { Failure } from '../../present/failure.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import type { Named } from '../../workers/whom.ts'
import type { Worker } from '../../workers/worker.ts'
import { Conversation } from './conversation.ts'

/** As many workers as a machine has, and more. */
const most = 1_000

/** A worker with what is known of its talk. */
export interface Talk {
  readonly worker: Worker
  readonly conversation: Conversation
}

/** Of each worker that somebody has asked for by coder/agentapi's routes, for as long as the server runs. */
export class Conversations {
  readonly #workers: Pick<WorkerVerbs, 'lastTurn'>
  readonly #known = new Map<string, Conversation>()

  constructor(workers: Pick<WorkerVerbs, 'lastTurn'>) {
    this.#workers = workers
  }

  /** With what its worker has to say now. One without an agent has nothing, and is refused. */
  async of(named: Named): Promise<Result<Talk, Failure>> {
    const turn = await this.#workers.lastTurn(named)
    if (!turn.ok) return turn
    const { worker } = turn.value
    if (worker.agent === undefined)
      return fail({ reason: 'no-prompt-box', name: worker.name, agent: undefined })
    const conversation = this.#known.get(worker.containerId) ?? this.#add(worker)
    conversation.look(turn.value, new Date())
    return ok({ worker, conversation })
  }

  #add({ containerId }: Worker): Conversation {
    const [oldest] = this.#known.keys()
    if (this.#known.size >= most && oldest !== undefined) this.#known.delete(oldest)
    const conversation = new Conversation()
    this.#known.set(containerId, conversation)
    return conversation
  }
}
