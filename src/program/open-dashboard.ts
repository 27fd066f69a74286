import type { Io } from '../cli/command.ts'
import type { Hal } from '../hal.ts'
import { exitCodeOf, failureText } from '../present/failure.ts'
import { runDashboard } from '../tui/dashboard.tsx'
import type { DashboardSettings } from '../tui/settings.ts'
import { noticeOutlets } from './notice-outlets.ts'

interface DashboardOpening {
  readonly hal: Hal
  readonly io: Io
  readonly settings: DashboardSettings
  readonly env: Readonly<Record<string, string | undefined>>
  readonly caBundle: string | undefined
  readonly signal: AbortSignal
  readonly onBug: (bug: unknown) => void
}

export async function openDashboard(opening: DashboardOpening): Promise<number> {
  const { hal, io, settings, signal, onBug } = opening
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
    settings,
    outlets: noticeOutlets(opening),
    signal,
    onBug,
  })
  if (shown.ok) return 0
  io.stderr.write(failureText(shown.failure))
  return exitCodeOf(shown.failure)
}
