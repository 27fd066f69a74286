import { proofRemark } from '../../present/prompt.ts'
import type { Sent, WorkerResult, WorkerVerbs } from '../../workers/verbs.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { workersInWords } from '../dialogs/target.ts'
import { keyFor } from '../keys/key-for.ts'
import type { Model } from '../model.ts'
import type { Unsent } from './acting.ts'
import { withSent, withUnsent } from './acting-changes.ts'
import type { ActingStore, Actor } from './actor.ts'
import { bad, failed, good, news, type Said, sumUp, took } from './said.ts'
import type { SentHistory } from './sent-history.ts'

export interface SendActions {
  readonly send: (worker: SeenWorker, text: string) => void
  readonly broadcast: (workers: readonly SeenWorker[], text: string) => void
  /** Drops the words that somebody left in the agent's prompt box. */
  readonly sendOver: (worker: SeenWorker, text: string) => void
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

  const sendOne = (
    { name, containerId }: SeenWorker,
    text: string,
    draft: 'refuse' | 'clear' = 'refuse',
  ): Promise<Said> => {
    const sent = (last.get(containerId) ?? Promise.resolve()).then(async () => {
      const result = await verbs.send({ name, containerId, text, draft, signal })
      store.change(withUnsent(containerId, unsentOf({ name, containerId }, text, result)))
      return result.ok ? sentWords(result.value) : notSent(name, result.failure, store.model())
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
      act({
        names: [worker.name],
        doing: 'sending',
        whom: `to ${worker.name}`,
        run: () => sendOne(worker, text),
      })
    },
    sendOver: (worker, text) => {
      remember(text)
      act({
        names: [worker.name],
        doing: 'sending',
        whom: `to ${worker.name}`,
        run: () => sendOne(worker, text, 'clear'),
      })
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
        const done = ended.filter(({ said }) => said.kind !== 'failure').map(({ said }) => said)
        const failures = ended.filter(({ said }) => said.kind === 'failure')
        const words = done.length === 0 ? '' : `sent to ${workersInWords(done.length)}`
        return sumUp({ done, failures, words }, store.model())
      }
      const names = workers.map(({ name }) => name)
      act({ names, doing: 'sending', whom: `to ${workersInWords(names.length)}`, run })
    },
  }
}

const sentWords = ({ worker, window, proof }: Sent): Said => {
  if (proof === undefined) return good(`sent to ${worker}, window ${window}`)
  const remark = proofRemark(worker, proof)
  return remark === undefined ? good(`${worker} took it in ${took(proof.tookMs)}`) : news(remark)
}

const unsentOf = (
  worker: SeenWorker,
  text: string,
  result: Awaited<WorkerResult<Sent>>,
): Unsent | undefined =>
  result.ok || result.failure.reason !== 'prompt-dirty'
    ? undefined
    : { ...worker, text, draft: result.failure.typed }

/** As anywhere else, with the keys that help here. What was written is kept in any case. */
const notSent = (name: string, failure: WorkerFailure, model: Model): Said => {
  const next = nextHere(name, failure, model)
  if (next === undefined) return failed(name, failure)
  const again = `${keyFor(model, 'worker.send', 's')} and ↑ bring your text back`
  return bad(failed(name, failure).text, `${next} · ${again}`)
}

/** By its name: by now another worker may be selected, and have the key. */
const nextHere = (name: string, { reason }: WorkerFailure, model: Model): string | undefined => {
  const focus = keyFor(model, 'worker.focus', '⏎')
  switch (reason) {
    case 'prompt-blocked':
      return `${focus} on ${name} lets you answer it`
    case 'prompt-dirty':
      return `${keyFor(model, 'worker.send-over', 'S')} on ${name} sends it in their place`
    case 'prompt-stalled':
      return `${focus} on ${name} lets you look`
    default:
      return undefined
  }
}
