import type { Io } from '../cli/command.ts'
import type { LoadedConfig } from '../config/load.ts'
import type { Hal } from '../hal.ts'
import { exitCodeOf, failureText } from '../present/failure.ts'
import type { Surroundings } from '../tui/actions/surroundings.ts'
import { runDashboard } from '../tui/dashboard.tsx'
import { defaultKeymap } from '../tui/keys/keymap.ts'
import { remapped } from '../tui/keys/remap.ts'
import { lineHistoryIn } from './caches/line-history.ts'
import { noticeOutlets } from './notice-outlets.ts'
import { wishFailure } from './wish-failure.ts'

interface DashboardOpening {
  readonly hal: Hal
  readonly io: Io
  readonly loaded: LoadedConfig
  readonly surroundings: Surroundings
  readonly env: Readonly<Record<string, string | undefined>>
  readonly caBundle: string | undefined
  readonly signal: AbortSignal
  readonly onBug: (bug: unknown) => void
}

export async function openDashboard(opening: DashboardOpening): Promise<number> {
  const { hal, io, loaded, surroundings, signal, onBug } = opening
  const { config, origins, stateDir } = loaded
  const keymap = remapped(defaultKeymap, config.dashboard.keys)
  if (!keymap.ok) {
    const failure = wishFailure(keymap.failure, origins.get('dashboard.keys') ?? '')
    io.stderr.write(failureText(failure))
    return exitCodeOf(failure)
  }
  const profiles = await hal.images.profiles()
  const { input, output, term, colorTerm } = io.terminal
  const shown = await runDashboard({
    verbs: hal.workers,
    profiles: profiles.ok ? profiles.value.filter(({ isLayer }) => !isLayer).map(({ name }) => name) : [],
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
    signal,
    onBug,
  })
  if (shown.ok) return 0
  io.stderr.write(failureText(shown.failure))
  return exitCodeOf(shown.failure)
}
