import type { WorkerVerbs } from '../../workers/verbs.ts'
import { workersInWords } from '../dialogs/target.ts'
import { withSent } from './acting-changes.ts'
import type { ActingStore, Actor } from './actor.ts'
import { failed, good, type Said, sumUp } from './said.ts'
import type { SentHistory } from './sent-history.ts'

export interface SendActions {
  readonly send: (name: string, text: string) => void
  readonly broadcast: (names: readonly string[], text: string) => void
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

  const sendOne = (name: string, text: string): Promise<Said> => {
    const sent = (last.get(name) ?? Promise.resolve()).then(async () => {
      const result = await verbs.send({ name, text, signal })
      return result.ok ? good(`sent to ${name}, window ${result.value.window}`) : failed(name, result.failure)
    })
    // Whatever came of it: the next one has its turn.
    const settled = sent.catch(() => undefined)
    last.set(name, settled)
    void settled.then(() => {
      if (last.get(name) === settled) last.delete(name)
    })
    return sent
  }

  const remember = (text: string) => {
    store.change(withSent(text))
    void history?.add(text)
  }

  return {
    send: (name, text) => {
      remember(text)
      act({ names: [name], doing: 'sending to', run: () => sendOne(name, text) })
    },
    broadcast: (names, text) => {
      remember(text)
      const run = async (_: readonly string[], onDone: (name: string) => void): Promise<Said> => {
        const ended = await Promise.all(
          names.map(async (name) => {
            const said = await sendOne(name, text)
            onDone(name)
            return { name, said }
          }),
        )
        const done = ended.filter(({ said }) => said.kind === 'good').map(({ said }) => said)
        const failures = ended.filter(({ said }) => said.kind !== 'good')
        const words = done.length === 0 ? '' : `sent to ${workersInWords(done.length)}`
        return sumUp({ done, failures, words }, store.model())
      }
      act({ names, doing: 'sending to', whom: workersInWords(names.length), run })
    },
  }
}
