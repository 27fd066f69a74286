import type { CliContext } from '../cli/command.ts'
import { commands, groups } from '../cli/commands.ts'
import type { GlobalOptions } from '../cli/program.ts'
import type { HalConfig } from '../config/hal-config.ts'
import type { GatheredConfig } from '../config/load.ts'
import { type Hal, openHal, type Surroundings } from '../hal.ts'
import { bugReport, saveBugReport } from './bug-report.ts'
import { lastWorkerIn } from './caches/last-worker.ts'
import { globalFlags } from './global-flags.ts'
import type { Invocation } from './invocation.ts'
import { ioOf } from './io.ts'
import { jobControlOf } from './job-control.ts'
import type { StopSignal } from './stop-signal.ts'

interface Opened {
  readonly invocation: Invocation
  readonly globals: GlobalOptions
  readonly stop: StopSignal
  readonly loaded: GatheredConfig
  /** What holds for this command. */
  readonly config: HalConfig
  readonly hal: Hal
  readonly surroundings: Surroundings
}

/** All that a command may touch, of a hal that is open. The other faces are loaded by the command that hands over to one. */
export function cliContext(opened: Opened): CliContext {
  const { invocation, globals, stop, loaded, config, hal, surroundings } = opened
  const { process, home, version } = invocation
  const { env, cwd } = surroundings
  const { signal } = stop
  const { stateDir } = loaded
  const io = ioOf(process, globals.isColorOff)
  return {
    ...{ workers: hal.workers, images: hal.images, tasks: hal.tasks },
    ...{ commandTree: { commands, groups }, config: loaded, io, signal, interrupt: stop.interrupt, version },
    openDashboard: async () => {
      // Opened while the screen is read from disk.
      const fleet = hal.workers.fleet()
      // A mistake in it comes out where it is awaited.
      fleet.catch(() => undefined)
      const { openDashboard } = await import('./open-dashboard.ts')
      const { pagerIn } = await import('./pager.ts')
      const { agentChoices } = await import('./agent-choices.ts')
      return openDashboard({
        hal,
        fleet,
        openOn: (engine) => openHal({ ...config, engine, url: undefined }, stateDir, surroundings),
        io,
        loaded,
        surroundings: {
          ...{ cwd, home, stateDir },
          isInTmux: (env['TMUX'] ?? '') !== '',
          agents: agentChoices(config.agents),
          globalFlags: globalFlags(globals),
          page: pagerIn(env, stop.withoutInterrupts),
        },
        caBundle: config.build.caBundle,
        env,
        signal,
        jobControl: jobControlOf(process),
        onBug: (bug) => saveBugReport(bugReport(bug, invocation)),
      })
    },
    openServer: async (flags) => {
      const { openServer } = await import('./open-server.ts')
      return openServer({
        ...{ flags, io, surroundings, config },
        open: (own, around, shared) => openHal(own, stateDir, around, shared),
      })
    },
    // A server sees its tasks through by itself.
    leaveBehind: config.url === undefined ? surroundings.leaveBehind : () => undefined,
    diagnose: async () => {
      const { diagnose } = await import('./diagnose.ts')
      return diagnose({ hal, surroundings, config: loaded })
    },
    trustConfig: async (path) => {
      const { trustProjectConfig } = await import('./trust.ts')
      return trustProjectConfig({ path, cwd, home, stateDir, io })
    },
    lastWorker: lastWorkerIn(stateDir, config.url),
  }
}
