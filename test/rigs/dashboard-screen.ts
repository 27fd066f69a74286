import { type DashboardOptions, runDashboard } from '../../src/tui/dashboard.ts'
import { plainSettings } from '../../src/tui/settings.ts'
import { MemoryInput, MemoryOutput } from './memory-terminal.ts'
import type { ScriptedFleet } from './scripted-fleet.ts'
import { aProfile, noJobControl, scriptedImages } from './scripted-images.ts'

/** The dashboard over a scripted fleet, on a terminal of memory with 100 columns and 24 rows. */
export const dashboardOn = (
  scripted: Pick<ScriptedFleet, 'verbs'>,
  over: Partial<Omit<DashboardOptions, 'verbs' | 'terminal'>> = {},
) => {
  const stdout = new MemoryOutput()
  const stdin = new MemoryInput()
  const looks = { isColor: false, colorLevel: 0, isUnicode: true, term: 'xterm', colorTerm: undefined }
  const first = stdout.shows('WORKER')
  const ended = runDashboard({
    verbs: scripted.verbs,
    images: scriptedImages([aProfile('base'), aProfile('python')]).verbs,
    jobControl: noJobControl,
    profiles: async () => ['base', 'python'],
    terminal: { stdin, stdout, ...looks } as unknown as DashboardOptions['terminal'],
    settings: plainSettings,
    signal: new AbortController().signal,
    onBug: (bug) => {
      throw bug
    },
    ...over,
  })
  const type = async (keys: string, until: string) => {
    stdin.write(keys)
    await stdout.shows(until)
  }
  const quit = async () => {
    stdin.write('q')
    await ended
  }
  return { stdout, stdin, ended, first, type, quit }
}
