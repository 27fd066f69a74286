import type { WorkerVerbs } from '../../workers/verbs.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import { workersInWords } from '../dialogs/target.ts'
import { withSent } from './acting-changes.ts'
import type { ActingStore, Actor } from './actor.ts'
import { failed, good, type Said, sumUp } from './said.ts'
import type { SentHistory } from './sent-history.ts'

export interface SendActions {
  readonly send: (worker: SeenWorker, text: string) => void
  readonly broadcast: (workers: readonly SeenWorker[], text: string) => void
}

interface SendInput {
  readonly verbs: WorkerVerbs
  readonly store: ActingStore
  readonly history: SentHistory | undefined
  readonly signal: AbortSignal
}

/** Texts for one worker arrive in the order in which they were sent, however long one of them takes. */
export const sendActions = ({ act }: Pick<Actor, 'act'>, given: SendInput): SendActions => {
  const { verbs, store, history, signal } = given
  const last = new Map<string, Promise<unknown>>()

  const sendOne = ({ name, containerId }: SeenWorker, text: string): Promise<Said> => {
    const sent = (last.get(containerId) ?? Promise.resolve()).then(async () => {
      const result = await verbs.send({ name, containerId, text, signal })
      return result.ok ? good(`sent to ${name}, window ${result.value.window}`) : failed(name, result.failure)
    })
    // Whatever came of it: the next one has its turn.
    const settled = sent.catch(() => undefined)
    last.set(containerId, settled)
    void settled.then(() => {
      if (last.get(containerId) === settled) last.delete(containerId)
    })
    return sent
  }

  const remember = (text: string) => {
    store.change(withSent(text))
    void history?.add(text)
  }

  return {
    send: (worker, text) => {
      remember(text)
      act({ names: [worker.name], doing: 'sending to', run: () => sendOne(worker, text) })
    },
    broadcast: (workers, text) => {
      remember(text)
      const run = async (_: readonly string[], onDone: (name: string) => void): Promise<Said> => {
        const ended = await Promise.all(
          workers.map(async (worker) => {
            const said = await sendOne(worker, text)
            onDone(worker.name)
            return { name: worker.name, said }
          }),
        )
        const done = ended.filter(({ said }) => said.kind === 'good').map(({ said }) => said)
        const failures = ended.filter(({ said }) => said.kind !== 'good')
        const words = done.length === 0 ? '' : `sent to ${workersInWords(done.length)}`
        return sumUp({ done, failures, words }, store.model())
      }
      const names = workers.map(({ name }) => name)
      act({ names, doing: 'sending to', whom: workersInWords(names.length), run })
    },
  }
}
