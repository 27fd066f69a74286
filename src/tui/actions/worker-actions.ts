import type { BuildUpdate } from '../../images/layer-state.ts'
import { printable } from '../../lib/printable.ts'
import type { Result } from '../../lib/result.ts'
import { buildLine } from '../../present/build.ts'
import { formatDuration } from '../../present/duration.ts'
import { sentenceOf } from '../../present/failure.ts'
import type { AttachEnd, StartInput, StartOutcome, VerbOutcome, WorkerVerbs } from '../../workers/verbs.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { whileDoing, withDraft, withToast } from '../changes.ts'
import { afterFailedStart } from '../dialogs/start-fault.ts'
import { type StartForm, startInputOf } from '../dialogs/start-form.ts'
import { keyFor } from '../keys/key-for.ts'
import { awaitWorker } from '../list/selection.ts'
import type { Awaited, Change, Model } from '../model.ts'
import type { Toast } from '../toast.ts'

/** What keys do to workers. None of them waits: the screen goes on, and a toast says how it ended. */
export interface WorkerActions {
  readonly start: (form: StartForm) => void
  /** The same from a `:` command: several at once, too, and no form to go back to. */
  readonly startAs: (input: StartInput) => void
  readonly stop: (name: string) => void
  readonly restart: (name: string) => void
  readonly startAgain: (name: string) => void
  readonly remove: (name: string, isForced: boolean) => void
  readonly freezeOrThaw: (name: string, verb: 'freeze' | 'thaw') => void
  readonly send: (name: string, text: string) => void
  readonly attach: (name: string) => void
}

export interface WorkerActionsInput {
  readonly verbs: WorkerVerbs
  readonly store: {
    readonly model: () => Model
    readonly change: (change: Change) => void
    readonly news: (change: Change) => void
  }
  readonly now: () => Date
  /** Hands the whole terminal to the worker, and takes it back. */
  readonly attach: (name: string) => Promise<Result<AttachEnd, WorkerFailure>>
  readonly signal: AbortSignal
  /** Something that isn't a failure but hal's own mistake; the screen goes on. */
  readonly onBug: (bug: unknown) => void
}

type Said = Pick<Toast, 'kind' | 'text'> & { readonly nextStep?: string | undefined }

export const workerActions = (input: WorkerActionsInput): WorkerActions => {
  const { verbs, store, now, signal, onBug } = input

  const say = (said: Said) => store.news(withToast({ nextStep: undefined, ...said, at: now() }))

  const act = (deed: {
    readonly name: string
    readonly doing: string
    readonly run: () => Promise<Said>
  }) => {
    const { name, doing, run } = deed
    store.change(whileDoing(name, doing))
    say({ kind: 'news', text: `${doing} ${name}` })
    run()
      .catch((bug: unknown): Said => {
        onBug(bug)
        return {
          kind: 'failure',
          text: `${doing} ${name} hit a mistake in hal itself`,
          nextStep: String(bug),
        }
      })
      .then((said) => {
        store.change(whileDoing(name, undefined))
        say(said)
      })
  }

  const onBuild = (update: BuildUpdate) => {
    const line = buildLine(update)
    if (line !== undefined) say({ kind: 'news', text: `an image is built first · ${line}` })
  }

  const each = async (
    did: string,
    outcomes: Promise<readonly VerbOutcome[]>,
    undo?: string,
  ): Promise<Said> => {
    const [outcome] = await outcomes
    if (outcome === undefined) return { kind: 'news', text: 'nothing to do' }
    return outcome.ok
      ? { kind: 'good', text: `${outcome.name} ${did} in ${took(outcome.tookMs)}`, nextStep: undo }
      : failed(outcome.name, outcome.failure)
  }

  return {
    start: (form) => {
      const start = startInputOf(form)
      const awaited: Awaited = { name: undefined }
      const keepForm = (name: string | undefined, failure: WorkerFailure): Said => {
        store.change(withDraft(afterFailedStart(form, failure)))
        const said = failed(name, failure)
        return {
          ...said,
          nextStep: [said.nextStep, `${keyFor(store.model(), 'worker.new', 'n')} has what was typed`]
            .filter(Boolean)
            .join(' · '),
        }
      }
      const run = async (): Promise<Said> => {
        const started = await verbs.start({ ...start, onBuild, signal })
        if (!started.ok) return keepForm(start.name, started.failure)
        const [outcome] = started.value
        if (outcome === undefined) return { kind: 'news', text: 'nothing was started' }
        if (!outcome.ok) return keepForm(outcome.name, outcome.failure)
        if (store.model().awaited === awaited) store.change(awaitWorker({ name: outcome.name }))
        const how = outcome.how === 'ran-already' ? 'runs already' : `ready in ${took(outcome.tookMs)}`
        return { kind: 'good', text: [`${outcome.name} ${how}`, ...outcome.warnings].join(' · ') }
      }
      store.change(awaitWorker(awaited))
      act({ name: start.name ?? 'a new worker', doing: 'starting', run })
    },
    startAs: (start) => {
      const awaited: Awaited = { name: undefined }
      const run = async (): Promise<Said> => {
        const started = await verbs.start({ ...start, onBuild, signal })
        if (!started.ok) return failed(start.name, started.failure)
        const [first] = started.value.filter(({ ok: isOk }) => isOk)
        if (first !== undefined && store.model().awaited === awaited)
          store.change(awaitWorker({ name: first.name }))
        return startedAll(started.value)
      }
      const { count = 1 } = start
      store.change(awaitWorker(awaited))
      act({
        name: start.name ?? (count === 1 ? 'a new worker' : `${count} new workers`),
        doing: 'starting',
        run,
      })
    },
    stop: (name) => act({ name, doing: 'stopping', run: () => each('stopped', verbs.stop([name])) }),
    restart: (name) =>
      act({ name, doing: 'restarting', run: () => each('restarted', verbs.restart([name])) }),
    startAgain: (name) => act({ name, doing: 'starting', run: () => each('back', verbs.startAgain([name])) }),
    remove: (name, isForced) =>
      act({ name, doing: 'removing', run: () => each('removed', verbs.remove([name], { isForced })) }),
    freezeOrThaw: (name, verb) =>
      verb === 'freeze'
        ? act({
            name,
            doing: 'freezing',
            run: () =>
              each('frozen', verbs.freeze([name]), `${keyFor(store.model(), 'worker.freeze', 'f')} thaws it`),
          })
        : act({ name, doing: 'thawing', run: () => each('thawed', verbs.thaw([name])) }),
    send: (name, text) => {
      const run = async (): Promise<Said> => {
        const sent = await verbs.send({ name, text, signal })
        return sent.ok
          ? { kind: 'good', text: `sent to ${name}, window ${sent.value.window}` }
          : failed(name, sent.failure)
      }
      act({ name, doing: 'sending to', run })
    },
    attach: (name) => {
      const run = async (): Promise<Said> => {
        const end = await input.attach(name)
        return end.ok ? cameBack(end.value, store.model()) : failed(name, end.failure)
      }
      act({ name, doing: 'attaching to', run })
    },
  }
}

/** `ada, lin ready in 0.4s`; the first failure says why, after what was started. */
const startedAll = (outcomes: readonly StartOutcome[]): Said => {
  const names = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.name] : []))
  const slowest = Math.max(0, ...outcomes.map((outcome) => (outcome.ok ? outcome.tookMs : 0)))
  const ready = names.length === 0 ? undefined : `${names.join(', ')} ready in ${took(slowest)}`
  const lost = outcomes.find((outcome) => !outcome.ok)
  if (lost === undefined) return { kind: 'good', text: ready ?? 'nothing was started' }
  const said = failed(lost.name, lost.failure)
  return ready === undefined ? said : { ...said, text: `${ready} · ${said.text}` }
}

const took = (tookMs: number): string => formatDuration(tookMs)

const failed = (name: string | undefined, failure: WorkerFailure): Said => {
  const { what, next } = sentenceOf(failure)
  const text = name === undefined || what.includes(name) ? what : `${name}: ${what}`
  return {
    kind: 'failure',
    text: printable(text),
    nextStep: next === undefined ? undefined : printable(next),
  }
}

const cameBack = (end: AttachEnd, model: Model): Said => {
  switch (end.kind) {
    case 'detached':
      return { kind: 'good', text: `detached from ${end.worker}; it runs on` }
    case 'engine-lost':
      return {
        kind: 'failure',
        text: `the engine went away while ${end.worker} was attached`,
        nextStep: 'workers run on',
      }
    case 'worker-ended':
      return {
        kind: end.exitCode === 0 ? 'news' : 'failure',
        text: `${end.worker} ended with ${end.exitCode}${end.isOom ? ', out of memory' : ''}`,
        nextStep: `${keyFor(model, 'worker.restart', 'R')} starts it again`,
      }
    case 'worker-frozen':
      return {
        kind: 'news',
        text: `detached from ${end.worker}, which was frozen`,
        nextStep: `${keyFor(model, 'worker.freeze', 'f')} thaws it`,
      }
    case 'worker-restarted':
      return {
        kind: 'news',
        text: `${end.worker} was restarted`,
        nextStep: `${keyFor(model, 'worker.attach', 'a')} attaches again`,
      }
    case 'worker-removed':
      return { kind: 'news', text: `${end.worker} was removed`, nextStep: undefined }
  }
}
