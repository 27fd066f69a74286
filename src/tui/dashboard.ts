import type { ColorSupportLevel } from 'chalk'
import type { ImageVerbs } from '../images/verbs.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { leaveTerminal } from '../lib/terminal-modes.ts'
import { keepYoungSpaceSmall } from '../lib/young-space.ts'
import type { Fleet } from '../workers/fleet/fleet.ts'
import type { Terminal, WorkerVerbs } from '../workers/verbs.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import { withSentBefore } from './actions/acting-changes.ts'
import { openFolderFeed } from './actions/folder-feed.ts'
import { sentHistoryIn } from './actions/sent-history.ts'
import { stillDoing } from './actions/still-doing.ts'
import { noSurroundings, type Surroundings } from './actions/surroundings.ts'
import type { WorkerActionsInput } from './actions/worker-actions.ts'
import { ofSize, whileAway, withDialog, withToast } from './changes.ts'
import { withHistory } from './command/command-state.ts'
import { withKnownEngines } from './engines/engine-changes.ts'
import { engineTurner } from './engines/engine-turner.ts'
import type { Engines, OpenEngine } from './engines/engines.ts'
import { openFleetScope, type Stage } from './engines/fleet-scope.ts'
import { handOver, type Mounted } from './hand-over.ts'
import type { JobControl } from './job-control.ts'
import { Keyboard } from './keyboard.ts'
import { withKeyHints } from './keys/key-hints.ts'
import type { KeyContext, Keymap } from './keys/key-record.ts'
import { defaultKeymap } from './keys/keymap.ts'
import { listOf } from './list/list-of.ts'
import { withFleet } from './list/selection.ts'
import { withMouse, withTheme } from './looks/looks-state.ts'
import { type Theme, themeFor } from './looks/theme.ts'
import { initialModel, type Size } from './model.ts'
import { openMouse } from './mouse/open-mouse.ts'
import { focusReports, withFocus } from './notice/focus.ts'
import type { NoticeOutlets, NoticesInput } from './notice/notices-input.ts'
import { InkOutput } from './output/ink-output.ts'
import { openPainter } from './output/painter.ts'
import type { DashboardSettings, LineHistory } from './settings.ts'
import { createStore, type Store } from './store.ts'
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
  /** Where it is being opened already; it is closed here, however this ends. */
  readonly opening?: ReturnType<WorkerVerbs['fleet']>
  readonly verbs: WorkerVerbs
  readonly images: ImageVerbs
  /** Reads the names that the start form offers. */
  readonly profiles: OpenEngine['profiles']
  readonly terminal: DashboardTerminal
  readonly settings: DashboardSettings
  /** Other engines that can be turned to; without it, none can. */
  readonly engines?: Engines
  /** With the person's own keys; `undefined`: as hal has it. */
  readonly keymap?: Keymap
  /** The lines of the `:` command mode, kept from one run to the next. */
  readonly commandHistory?: LineHistory
  /** Without them nothing is kept, and no pager opened. */
  readonly surroundings?: Surroundings
  /** How the person is told of workers while they look elsewhere; without it they aren't. */
  readonly outlets?: NoticeOutlets
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
  if (stdin.isTTY !== true || stdout.isTTY !== true) {
    const unseen = await options.opening
    if (unseen?.ok === true) await unseen.value[Symbol.asyncDispose]()
    return fail({ reason: 'not-a-terminal', what: 'the dashboard' })
  }
  keepYoungSpaceSmall()
  const opened = await (options.opening ?? verbs.fleet())
  if (!opened.ok) return opened
  const fleet = opened.value
  if (signal.aborted) {
    await fleet[Symbol.asyncDispose]()
    return ok(undefined)
  }
  const now = () => new Date()
  const empty = initialModel({
    snapshot: { workers: [], engine: fleet.snapshot().engine },
    now: now(),
    size: sizeOf(stdout),
    profiles: [],
  })
  const { keymap = defaultKeymap, settings, commandHistory } = options
  const { surroundings = noSurroundings } = options
  const model = {
    ...empty,
    list: listOf(settings),
    acting: { ...empty.acting, agents: surroundings.agents, globalFlags: surroundings.globalFlags },
  }
  const theme = themeFor(terminal)
  const store = createStore(model, { theme, keymap, now, onBug: options.onBug })
  store.news(withKeyHints(keymap))
  store.news(withTheme(settings.theme))
  store.news(withMouse(settings.mouse))
  store.news(withHistory(commandHistory?.read() ?? []))
  store.news(withFleet(fleet.snapshot()))
  using _resize = followSize(stdout, store, options.jobControl)
  using _folders = openFolderFeed(store, surroundings)
  await show({ ...options, fleet, store, now, surroundings, theme })
  return ok(undefined)
}

const noticesFor = (
  { outlets, settings, terminal: { stdout }, onBug }: DashboardOptions,
  parts: Pick<NoticesInput, 'theme' | 'now'>,
): Stage['notices'] => {
  if (outlets === undefined) return undefined
  const write = (text: string) => void stdout.write(text)
  return { ...parts, outlets, settings: settings.notify, write, onBug }
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
    readonly fleet: Fleet
    readonly store: Store
    readonly now: () => Date
    readonly surroundings: Surroundings
    readonly theme: Theme
  },
): Promise<void> => {
  const { verbs, images, profiles, terminal, store, now, onBug, surroundings, jobControl } = given
  const { stdin, stdout } = terminal
  const ending = new AbortController()
  const signal = AbortSignal.any([given.signal, ending.signal])
  const { promise: app, resolve: onMounted } = Promise.withResolvers<Awaited<Mounted['app']>>()
  const mounted: Mounted = { app }
  const leave = (bug?: Error) => void app.then((mountedApp) => mountedApp.exit(bug))
  // What is being done is named before it is left; who asks again has read it.
  const quit = () => {
    const model = store.model()
    if (stillDoing(model).length === 0 || model.dialog?.kind === 'quit') leave()
    else store.change(withDialog({ kind: 'quit' }))
  }
  const attach: Stage['attach'] = (verbs, worker) =>
    handOver(mounted, store, () => {
      store.change(whileAway(true, worker.name))
      return verbs.attach({ ...worker, terminal: inkless(terminal), signal })
    })
  const page: WorkerActionsInput['page'] = (text) =>
    handOver(mounted, store, async () => {
      const shown = await surroundings.page(text)
      // A pager that was killed has put nothing back.
      stdout.write(leaveTerminal)
      return shown
    })
  const history = historyIn(surroundings)
  const write = (sequence: string) => void stdout.write(sequence)
  store.news(withSentBefore(history?.read() ?? []))
  const say = (text: string) => store.news(withToast({ kind: 'news', text, nextStep: undefined, at: now() }))
  const { keymap = defaultKeymap } = given
  const remember = (line: string) => given.commandHistory?.add(line)
  const keyboard = new Keyboard(
    stdin,
    stdout,
    focusReports((hasFocus) => store.news(withFocus(hasFocus))),
  )
  const stage: Stage = {
    ...{ store, now, attach, page, signal, onBug, surroundings, history, write, keyboard, keymap },
    notices: noticesFor(given, given),
  }
  // Who opened the first engine closes it.
  const first = { verbs, images, profiles, [Symbol.asyncDispose]: async () => undefined }
  await using turner = engineTurner(stage, given.engines, openFleetScope(stage, first, given.fleet))
  given.engines?.known().then((known) => store.news(withKnownEngines(known)), onBug)
  const suspend = () => {
    if (store.model().isAway) return
    handOver(mounted, store, jobControl.stop).catch(store.crash)
  }
  const keys: KeyContext = {
    ...{ keymap, model: store.model, change: store.change, quit, say, remember, suspend },
    theme: () => store.view().theme,
    turnTo: turner.turnTo,
    get actions() {
      return turner.shown().actions
    },
    get pane() {
      return turner.shown().pane
    },
    get images() {
      return turner.shown().images
    },
  }
  using _mouse = openMouse({ keyboard, store, keys })
  using painter = openPainter({
    ...{ store, stdout },
    onCrash: (bug) => leave(bug instanceof Error ? bug : new Error(String(bug))),
  })
  given.signal.addEventListener('abort', () => leave(), { once: true, signal: ending.signal })
  using _asked = jobControl.onAsked(suspend)
  // Whoever stopped hal without asking (SIGSTOP) left the terminal to the shell, which has used it.
  using _continued = jobControl.onContinued(() => {
    if (store.model().isAway) return
    handOver(mounted, store, async () => undefined).catch(store.crash)
  })
  const output = new InkOutput(stdout, painter.onAlternateScreen)
  output.enter()
  keyboard.setRawMode(true)
  try {
    // With the first frame on its way: Ink takes as long to load as all that the frame is made of. What is typed meanwhile is kept for it.
    const { mountApp } = await import('./app.tsx')
    const ink = mountApp({ keys, onMounted, keyboard, output })
    using _ink = { [Symbol.dispose]: () => ink.cleanup() }
    await ink.waitUntilExit()
  } catch (error) {
    stdout.write(leaveTerminal)
    throw error
  } finally {
    ending.abort()
    await history?.settled()
  }
}

const historyIn = ({ stateDir }: Surroundings) =>
  stateDir === undefined ? undefined : sentHistoryIn(stateDir)

const inkless = ({ stdin, stdout, term, colorTerm }: DashboardTerminal): Terminal => ({
  input: stdin,
  output: stdout,
  term,
  colorTerm,
})
