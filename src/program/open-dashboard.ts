import type { Io } from '../cli/command.ts'
import type { Hal } from '../hal.ts'
import { exitCodeOf, failureText } from '../present/failure.ts'
import { runDashboard } from '../tui/dashboard.tsx'
import type { JobControl } from '../tui/job-control.ts'
import type { DashboardSettings } from '../tui/settings.ts'
import { bugWords } from './bug-report.ts'

interface DashboardOpening {
  readonly hal: Hal
  readonly io: Io
  readonly settings: DashboardSettings
  readonly signal: AbortSignal
  readonly jobControl: JobControl
  /** Saves a report of a mistake of hal's own; answers its file. */
  readonly onBug: (bug: unknown) => string | undefined
}

export async function openDashboard(opening: DashboardOpening): Promise<number> {
  const { hal, io, settings, signal, jobControl } = opening
  const reports: string[] = []
  const onBug = (bug: unknown): string | undefined => {
    const report = opening.onBug(bug)
    if (report !== undefined) reports.push(report)
    return report
  }
  const profiles = await hal.images.profiles()
  const { input, output, term, colorTerm } = io.terminal
  const shown = await runDashboard({
    verbs: hal.workers,
    images: hal.images,
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
    ...{ signal, jobControl, onBug },
  })
  // Said once more where it can be copied from: the screen that said it is gone.
  for (const report of reports) io.stderr.write(`${bugWords(report)}\n`)
  if (shown.ok) return 0
  io.stderr.write(failureText(shown.failure))
  return exitCodeOf(shown.failure)
}
