import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { MemoryInput, MemoryOutput } from '../../../test/rigs/memory-terminal.ts'
import { aRow, type ScriptedFleet, scriptedFleet } from '../../../test/rigs/scripted-fleet.ts'
import { noJobControl, scriptedImages } from '../../../test/rigs/scripted-images.ts'
import { ok } from '../../lib/result.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import { type DashboardTerminal, runDashboard } from '../dashboard.ts'
import { plainSettings } from '../settings.ts'
import type { Surroundings } from './surroundings.ts'

let folder: string
const opened: { readonly abort: AbortController; readonly ended: Promise<unknown> }[] = []

/** For each test of a file a folder of its own; what was opened in it ends with the test. */
export const inFoldersOfTheirOwn = (): void => {
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hal-acting-'))
  })
  afterEach(async () => {
    for (const { abort, ended } of opened.splice(0)) {
      abort.abort()
      await ended
    }
    await rm(folder, { recursive: true })
  })
}

/** A dashboard over a scripted fleet, in the test's folder. */
export const open = (
  scripted: ScriptedFleet,
  over: Partial<WorkerVerbs> = {},
  around: Partial<Surroundings> = {},
) => {
  const stdout = new MemoryOutput()
  const stdin = new MemoryInput()
  const looks = { isColor: false, colorLevel: 0, isUnicode: true, term: 'xterm', colorTerm: undefined }
  const abort = new AbortController()
  const paged: string[] = []
  const first = stdout.shows('WORKER')
  const ended = runDashboard({
    verbs: { ...scripted.verbs, ...over },
    images: scriptedImages().verbs,
    jobControl: noJobControl,
    profiles: async () => ['base'],
    terminal: { stdin, stdout, ...looks } as unknown as DashboardTerminal,
    settings: plainSettings,
    surroundings: {
      ...{ cwd: folder, home: folder, stateDir: join(folder, 'state'), isInTmux: false },
      ...{ agents: [{ name: 'claude', isUnattended: false }], globalFlags: [] },
      page: async (text) => {
        paged.push(text)
        return ok(undefined)
      },
      ...around,
    },
    signal: abort.signal,
    onBug: (bug) => {
      throw bug
    },
  })
  const shows = (wanted: RegExp | string) => {
    const seen = expect.poll(() => stdout.screen(), { timeout: 3_000, interval: 5 })
    return typeof wanted === 'string' ? seen.toContain(wanted) : seen.toMatch(wanted)
  }
  const type = (keys: string, until: RegExp | string) => {
    stdin.write(keys)
    return shows(until)
  }
  opened.push({ abort, ended })
  return { stdout, stdin, ended, type, shows, first, paged, folder }
}

export const since = new Date()
export const five = () =>
  scriptedFleet([
    aRow({ name: 'ada' }),
    aRow({ name: 'bob' }),
    aRow({ name: 'dan', phase: { kind: 'exited', since, exitCode: 0, why: undefined } }),
    aRow({ name: 'eve', phase: { kind: 'frozen', since } }),
    aRow({ name: 'kim' }),
  ])
