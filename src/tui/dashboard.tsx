import type { ColorSupportLevel } from 'chalk'
import { render, type useApp } from 'ink'
import type { ImageVerbs } from '../images/verbs.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { leaveTerminal } from '../lib/terminal-modes.ts'
import type { Terminal, WorkerVerbs } from '../workers/verbs.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import { type WorkerActionsInput, workerActions } from './actions/worker-actions.ts'
import { App } from './app.tsx'
import { ofSize, whileAway, withToast } from './changes.ts'
import { openFeeds } from './feeds/feeds.ts'
import type { JobControl } from './job-control.ts'
import { Keyboard } from './keyboard.ts'
import { defaultKeymap } from './keys/keymap.ts'
import { withFleet } from './list/selection.ts'
import { themeFor } from './looks/theme.ts'
import { initialModel, type Size } from './model.ts'
import { InkOutput } from './output/ink-output.ts'
import { openPainter } from './output/painter.ts'
import type { DashboardSettings } from './settings.ts'
import { createStore, type Store } from './store.ts'
import { type ImageActions, imageActions } from './views/images/image-actions.ts'
import { repainted } from './views/view-changes.ts'

/** The person's terminal and what it can show, read from the environment by the caller. */
export interface DashboardTerminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  /** False with NO_COLOR. */
  readonly isColor: boolean
  /** 1: 16 colours, 2: 256, 3: all. */
  readonly colorLevel: ColorSupportLevel
  readonly isUnicode: boolean
  readonly term: string
  readonly colorTerm: string | undefined
}

export interface DashboardOptions {
  readonly verbs: WorkerVerbs
  readonly images: ImageVerbs
  /** Names that the start form offers. */
  readonly profiles: readonly string[]
  readonly terminal: DashboardTerminal
  readonly settings: DashboardSettings
  /** Aborted when hal is asked to end (SIGTERM, SIGHUP): the screen is left in good order. */
  readonly signal: AbortSignal
  /** The shell's, where there is one that may stop hal. */
  readonly jobControl: JobControl
  /**
   * A mistake of hal's own that the screen survived; answers the file of its report, if one could be saved. One that it did not survive
   * rejects the promise, with the terminal restored.
   */
  readonly onBug: (bug: unknown) => string | undefined
}

/**
 * Shows the fleet until the person quits or `signal` aborts. The terminal is restored on every way out. Failures:
 * `not-a-terminal`, and what `verbs.fleet` answers.
 */
export const runDashboard = async (options: DashboardOptions): Promise<Result<void, WorkerFailure>> => {
  const { verbs, terminal, signal } = options
  const { stdin, stdout } = terminal
  if (stdin.isTTY !== true || stdout.isTTY !== true)
    return fail({ reason: 'not-a-terminal', what: 'the dashboard' })
  const opened = await verbs.fleet()
  if (!opened.ok) return opened
  await using fleet = opened.value
  if (signal.aborted) return ok(undefined)
  const now = () => new Date()
  const model = initialModel({
    snapshot: { workers: [], engine: fleet.snapshot().engine },
    now: now(),
    size: sizeOf(stdout),
    profiles: options.profiles,
  })
  const store = createStore(model, {
    theme: themeFor(terminal),
    keymap: defaultKeymap,
    ...{ now, onBug: options.onBug },
  })
  store.news(withFleet(fleet.snapshot()))
  fleet.crashed.catch(store.crash)
  await using images = imageActions({ ...options, store, now })
  using _feeds = openFeeds({ fleet, store, now, readImages: images.read })
  using _resize = followSize(stdout, store, options.jobControl)
  await show({ ...options, store, now, imageActions: images })
  return ok(undefined)
}

const sizeOf = ({ columns, rows }: NodeJS.WriteStream): Size => ({ columns: columns || 80, rows: rows || 24 })

/** A window that is dragged is drawn anew as often as eyes follow, and once more when it is let go. */
const resizeEveryMs = 33

const followSize = (
  stdout: NodeJS.WriteStream,
  store: Store,
  { onWindowChanged }: JobControl,
): Disposable => {
  let timer: NodeJS.Timeout | undefined
  let isLate = false
  const take = () => {
    isLate = false
    store.news((model) => repainted(ofSize(sizeOf(stdout))(model)))
    timer = setTimeout(() => {
      timer = undefined
      if (isLate) take()
    }, resizeEveryMs)
  }
  const onResize = () => {
    isLate = true
    if (timer === undefined) take()
  }
  stdout.on('resize', onResize)
  const changes = onWindowChanged(onResize)
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer)
      changes[Symbol.dispose]()
      stdout.off('resize', onResize)
    },
  }
}

/** Mounts the screen and waits for its end. Rejects with the error that took the screen down. */
const show = async (
  given: DashboardOptions & {
    readonly store: Store
    readonly now: () => Date
    readonly imageActions: ImageActions
  },
): Promise<void> => {
  const { verbs, terminal, store, now, onBug, jobControl } = given
  const { stdin, stdout } = terminal
  const ending = new AbortController()
  const signal = AbortSignal.any([given.signal, ending.signal])
  const mounted: { app?: ReturnType<typeof useApp> } = {}
  const quit = () => mounted.app?.exit()
  const attach: WorkerActionsInput['attach'] = (name) =>
    handOver({ app: mounted.app, store }, () => verbs.attach({ name, terminal: inkless(terminal), signal }))
  const actions = workerActions({ verbs, store, now, attach, signal, onBug })
  const say = (text: string) => store.news(withToast({ kind: 'news', text, nextStep: undefined, at: now() }))
  const suspend = () => {
    if (store.model().isAway) return
    handOver({ app: mounted.app, store }, jobControl.stop).catch(store.crash)
  }
  const keys = {
    ...{ keymap: defaultKeymap, model: store.model, change: store.change, actions, quit, say, suspend },
    images: given.imageActions,
  }
  const onMounted = (app: ReturnType<typeof useApp>) => {
    mounted.app = app
    if (given.signal.aborted) app.exit()
  }
  using painter = openPainter({
    ...{ store, stdout },
    onCrash: (bug) => mounted.app?.exit(bug instanceof Error ? bug : new Error(String(bug))),
  })
  const ink = render(<App keys={keys} onMounted={onMounted} />, {
    stdin: new Keyboard(stdin),
    stdout: new InkOutput(stdout, painter.onAlternateScreen) as unknown as NodeJS.WriteStream,
    interactive: true,
    alternateScreen: true,
    exitOnCtrlC: false,
    patchConsole: false,
  })
  using _asked = jobControl.onAsked(suspend)
  // Whoever stopped hal without asking (SIGSTOP) left the terminal to the shell, which has used it.
  using _continued = jobControl.onContinued(() => {
    if (store.model().isAway) return
    handOver({ app: mounted.app, store }, async () => undefined).catch(store.crash)
  })
  given.signal.addEventListener('abort', quit, { once: true, signal: ending.signal })
  try {
    await ink.waitUntilExit()
  } catch (error) {
    stdout.write(leaveTerminal)
    throw error
  } finally {
    ending.abort()
    ink.cleanup()
  }
}

const inkless = ({ stdin, stdout, term, colorTerm }: DashboardTerminal): Terminal => ({
  input: stdin,
  output: stdout,
  term,
  colorTerm,
})

/** Gives the terminal away while `whole` runs; the screen comes back as it was. */
const handOver = async <T,>(
  from: { readonly app: ReturnType<typeof useApp> | undefined; readonly store: Store },
  whole: () => Promise<T>,
): Promise<T> => {
  if (from.app === undefined) throw new Error('the screen is not up')
  from.store.change(whileAway(true))
  try {
    await using _terminal = await from.app.suspendTerminal()
    return await whole()
  } finally {
    from.store.change(whileAway(false))
  }
}
