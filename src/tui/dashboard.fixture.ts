import { MemoryInput, MemoryOutput } from '../../test/rigs/memory-terminal.ts'
import type { ScriptedFleet } from '../../test/rigs/scripted-fleet.ts'
import { noJobControl, scriptedImages } from '../../test/rigs/scripted-images.ts'
import { type DashboardOptions, type DashboardTerminal, runDashboard } from './dashboard.ts'
import { plainSettings } from './settings.ts'

export const open = (
  scripted: Pick<ScriptedFleet, 'verbs'>,
  signal = new AbortController().signal,
  over: Partial<DashboardOptions> = {},
) => {
  const stdout = new MemoryOutput()
  const stdin = new MemoryInput()
  const terminal = {
    stdin,
    stdout,
    isColor: false,
    colorLevel: 0,
    isUnicode: true,
    term: 'xterm',
    colorTerm: undefined,
  } as unknown as DashboardTerminal
  const bugs: unknown[] = []
  const first = stdout.shows('WORKER')
  const ended = runDashboard({
    verbs: scripted.verbs,
    images: scriptedImages().verbs,
    jobControl: noJobControl,
    profiles: async () => ['base'],
    terminal,
    settings: plainSettings,
    signal,
    onBug: (bug) => {
      bugs.push(bug)
      return '/tmp/hal-bug.txt'
    },
    ...over,
  })
  const type = async (keys: string, until: string) => {
    stdin.write(keys)
    await stdout.shows(until)
  }
  return { stdout, stdin, ended, bugs, type, first }
}

export const enterScreen = '\u001b[?1049h'
export const leaveScreen = '\u001b[?1049l'
export const showCursor = '\u001b[?25h'

export const isRestored = ({ stdout, stdin }: ReturnType<typeof open>) => ({
  hasLeftScreen: stdout.written.lastIndexOf(leaveScreen) > stdout.written.lastIndexOf(enterScreen),
  isCursorShown: stdout.written.lastIndexOf(showCursor) > stdout.written.lastIndexOf('\u001b[?25l'),
  isPasteOff: stdout.written.lastIndexOf('\u001b[?2004l') > stdout.written.lastIndexOf('\u001b[?2004h'),
  isRaw: stdin.isRaw,
})
export const restored = { hasLeftScreen: true, isCursorShown: true, isPasteOff: true, isRaw: false }
