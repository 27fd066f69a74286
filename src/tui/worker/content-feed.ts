import { plainText } from '../../lib/plain-text.ts'
import { printable } from '../../lib/printable.ts'
import { type Failure, sentenceOf } from '../../present/failure.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import { isPaneVisible } from '../layout.ts'
import { selectedRow } from '../list/rows.ts'
import type { Model, TabName } from '../model.ts'
import { withChangedFiles } from './changed-files.ts'
import { isDown, lifeOf } from './life.ts'
import { withContent } from './pane-changes.ts'
import type { PaneInput } from './pane-input.ts'
import type { Content } from './pane-state.ts'
import { readingOf } from './pane-state.ts'
import { moveReading } from './reading.ts'
import { contentOf, isEndFirst } from './tab-lines.ts'

/** What is there sooner needs no word that it is on its way. */
const beforeLoadingMs = 150
/** Files change and nobody says so. */
const againEveryMs = 3_000
/** Text that comes is shown so often. */
const textEveryMs = 100
const keptLines = 5_000
/** How wide a window is until somebody attaches to it. */
const logColumns = 200

type ContentInput = Pick<PaneInput, 'verbs' | 'store' | 'onBug'>

interface Loading {
  readonly input: ContentInput
  readonly worker: SeenWorker
  /** Nothing runs in it that could change anything. */
  readonly isEnded: boolean
  readonly signal: AbortSignal
  readonly show: (content: Content) => void
  readonly fail: (failure: Failure) => void
}

/** What a tab needs, got for as long as it is visible. One without an entry has all it needs. */
const loaders: Readonly<Partial<Record<TabName, (loading: Loading) => Promise<void>>>> = {
  logs: async ({ input, worker, signal, show, fail }) => {
    const text = plainText({ columns: logColumns, isStyled: true })
    let lines: string[] = []
    let timer: NodeJS.Timeout | undefined
    let isCaughtUp = false
    const tell = () => {
      timer = undefined
      const unfinished = text.unfinished()
      if (!signal.aborted) show({ kind: 'text', lines: unfinished === '' ? lines : [...lines, unfinished] })
    }
    const later = () => {
      if (isCaughtUp) timer ??= setTimeout(tell, textEveryMs)
    }
    const read = await input.verbs.logs({
      ...worker,
      isFollowed: true,
      signal,
      onData: (chunk) => {
        const finished = text.push(chunk)
        if (finished !== '') lines = [...lines, ...finished.replace(/\n$/, '').split('\n')].slice(-keptLines)
        later()
      },
      onCaughtUp: () => {
        isCaughtUp = true
        tell()
      },
    })
    clearTimeout(timer)
    if (read.ok) tell()
    else fail(read.failure)
  },
  diff: followChanges,
  files: followChanges,
  env: async ({ input, worker, show, fail }) => {
    const read = await input.verbs.environment(worker)
    if (read.ok) show({ kind: 'environment', variables: read.value })
    else fail(read.failure)
  },
  events: async ({ input, worker: { name, containerId }, show, fail }) => {
    const told = await input.verbs.history({ name })
    if (!told.ok) return fail(told.failure)
    const happenings = told.value.happenings.filter((one) => one.containerId === containerId)
    show({ kind: 'history', happenings })
  },
  inspect: async ({ input, worker, show, fail }) => {
    const read = await input.verbs.inspect(worker)
    if (read.ok) show({ kind: 'worker', worker: read.value })
    else fail(read.failure)
  },
}

/** Shows what was changed, and looks again and again; once where nothing runs, which costs a container. */
async function followChanges({ input, worker, isEnded, signal, show, fail }: Loading): Promise<void> {
  let before = ''
  while (!signal.aborted) {
    const read = await input.verbs.changes({ ...worker, signal })
    if (signal.aborted) return
    if (read.ok) input.store.news(withChangedFiles(worker.name, read.value))
    const now = JSON.stringify(read)
    if (now !== before) {
      if (read.ok) show({ kind: 'changes', changes: read.value })
      else fail(read.failure)
    }
    if (isEnded) return
    before = now
    await pause(againEveryMs, signal)
  }
}

const hasContent = (model: Model): boolean => {
  const content = contentOf(model)
  return content !== undefined && content.kind !== 'loading'
}

/** One tab of one worker's life at a time; what is on its way for another one is given up. */
export const contentFeed = (
  input: ContentInput,
): Disposable & { readonly follow: (model: Model) => void } => {
  const { store, onBug } = input
  let held: { readonly key: string; readonly end: () => void } | undefined
  let waiting: Content | undefined

  const load = (worker: SeenWorker, tab: TabName, isEnded: boolean): (() => void) => {
    const { name } = worker
    const ended = new AbortController()
    const { signal } = ended
    const loader = loaders[tab]
    let isThere = false
    waiting = undefined
    const show = (content: Content) => {
      if (signal.aborted) return
      isThere = true
      const model = store.model()
      const isRead = readingOf(model) !== undefined
      // Whoever reads is not disturbed; it is shown when they are done.
      waiting = isRead && hasContent(model) ? content : undefined
      if (waiting !== undefined) return
      store.news(withContent({ name, tab }, content))
      if (isRead && isEndFirst(tab)) store.news(moveReading(Number.POSITIVE_INFINITY))
    }
    const fail = (failure: Failure) => {
      const { what, next } = sentenceOf(failure)
      show({
        kind: 'failed',
        what: printable(what),
        next: next === undefined ? undefined : printable(next),
      })
    }
    const timer = setTimeout(() => {
      if (!isThere && readingOf(store.model()) === undefined)
        store.news(withContent({ name, tab }, { kind: 'loading' }))
    }, beforeLoadingMs)
    // Not at once: what answers at once would be asked again before it is known to be asked.
    void Promise.resolve()
      .then(() => (signal.aborted ? undefined : loader?.({ input, worker, isEnded, signal, show, fail })))
      .catch(onBug)
    return () => {
      clearTimeout(timer)
      ended.abort()
    }
  }

  return {
    follow: (model) => {
      const row = selectedRow(model)
      const isWanted = row !== undefined && isPaneVisible(model) && loaders[model.tab] !== undefined
      // Another life of it, or another state, has other things to say; and an engine that is back says what it could not.
      const { name = '', containerId = '', phase } = row?.worker ?? {}
      const key = isWanted
        ? [
            model.tab,
            name,
            containerId,
            phase?.kind,
            phase?.since?.getTime(),
            model.snapshot.engine.kind,
          ].join(' ')
        : ''
      if (key !== (held?.key ?? '')) {
        held?.end()
        held = undefined
        if (isWanted) held = { key, end: load({ name, containerId }, model.tab, isDown(lifeOf(row.worker))) }
      }
      if (waiting !== undefined && held !== undefined && readingOf(model) === undefined) {
        const content = waiting
        waiting = undefined
        store.news(withContent({ name, tab: model.tab }, content))
      }
    },
    [Symbol.dispose]: () => held?.end(),
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal.addEventListener('abort', end)
  })
