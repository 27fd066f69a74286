import type { Io } from '../cli/command.ts'
import type { LoadedConfig } from '../config/load.ts'
import type { Hal } from '../hal.ts'
import { ok } from '../lib/result.ts'
import { exitCodeOf, failureText } from '../present/failure.ts'
import type { Surroundings } from '../tui/actions/surroundings.ts'
import { runDashboard } from '../tui/dashboard.ts'
import type { Engines } from '../tui/engines/engines.ts'
import type { JobControl } from '../tui/job-control.ts'
import { defaultKeymap } from '../tui/keys/keymap.ts'
import { remapped } from '../tui/keys/remap.ts'
import { bugWords } from './bug-report.ts'
import { lineHistoryIn } from './caches/line-history.ts'
import { noticeOutlets } from './notice-outlets.ts'
import { wishFailure } from './wish-failure.ts'

interface DashboardOpening {
  readonly hal: Hal
  /** Being opened. Closed here, however this ends. */
  readonly fleet: ReturnType<Hal['workers']['fleet']>
  /** Another hal, on another engine. */
  readonly openOn: (engine: string) => Hal
  readonly io: Io
  readonly loaded: LoadedConfig
  readonly surroundings: Surroundings
  readonly env: Readonly<Record<string, string | undefined>>
  readonly caBundle: string | undefined
  readonly signal: AbortSignal
  readonly jobControl: JobControl
  /** Saves a report of a mistake of hal's own; answers its file. */
  readonly onBug: (bug: unknown) => string | undefined
}

export async function openDashboard(opening: DashboardOpening): Promise<number> {
  const { hal, io, loaded, surroundings, signal, jobControl } = opening
  const { config, origins, stateDir } = loaded
  const keymap = remapped(defaultKeymap, config.dashboard.keys)
  if (!keymap.ok) {
    const failure = wishFailure(keymap.failure, origins.get('dashboard.keys') ?? '')
    io.stderr.write(failureText(failure))
    await closed(opening.fleet)
    return exitCodeOf(failure)
  }
  const reports: string[] = []
  const onBug = (bug: unknown): string | undefined => {
    const report = opening.onBug(bug)
    if (report !== undefined) reports.push(report)
    return report
  }
  const { input, output, term, colorTerm } = io.terminal
  const shown = await runDashboard({
    opening: opening.fleet,
    verbs: hal.workers,
    images: hal.images,
    profiles: () => profileNames(hal),
    engines: { known: hal.engines, open: (engine) => openEngine(opening.openOn(engine)) },
    terminal: {
      stdin: input,
      stdout: output,
      isColor: io.colorLevel > 0,
      colorLevel: io.colorLevel,
      isUnicode: io.isUnicode,
      term,
      colorTerm,
    },
    settings: config.dashboard,
    keymap: keymap.value,
    commandHistory: lineHistoryIn(stateDir, 'dashboard-commands'),
    surroundings,
    outlets: noticeOutlets(opening),
    ...{ signal, jobControl, onBug },
  })
  // Said once more where it can be copied from: the screen that said it is gone.
  for (const report of reports) io.stderr.write(`${bugWords(report)}\n`)
  if (shown.ok) return 0
  io.stderr.write(failureText(shown.failure))
  return exitCodeOf(shown.failure)
}

/** The hal of an engine that answers; of one that doesn't, nothing is kept. */
const openEngine: (hal: Hal) => ReturnType<Engines['open']> = async (hal) => {
  const engine = await hal.engine()
  if (!engine.ok) {
    await hal[Symbol.asyncDispose]()
    return engine
  }
  return ok({
    ...{ verbs: hal.workers, images: hal.images, profiles: () => profileNames(hal) },
    [Symbol.asyncDispose]: () => hal[Symbol.asyncDispose](),
  })
}

const closed = async (opening: DashboardOpening['fleet']): Promise<void> => {
  const fleet = await opening
  if (fleet.ok) await fleet.value[Symbol.asyncDispose]()
}

/** What workers can be started from; layers can't. */
const profileNames = async ({ images }: Hal): Promise<readonly string[]> => {
  const profiles = await images.profiles()
  return profiles.ok ? profiles.value.filter(({ isLayer }) => !isLayer).map(({ name }) => name) : []
}
