import { hostname } from 'node:os'
import { join } from 'node:path'
import type { CliContext } from '../cli/command.ts'
import { commands, groups } from '../cli/commands.ts'
import { parseArgv } from '../cli/program.ts'
import { gatherConfig } from '../config/load.ts'
import { openHal, type Surroundings } from '../hal.ts'
import { exitCodeOf, type Failure, failureText } from '../present/failure.ts'
import { messageLines } from '../present/wrapped.ts'
import type { StoreFailure } from '../store/store-failure.ts'
import { bugReport, bugWords, saveBugReport } from './bug-report.ts'
import { lastWorkerIn } from './caches/last-worker.ts'
import { fleetSecret } from './fleet-secret.ts'
import { ioOf } from './io.ts'
import { jobControlOf } from './job-control.ts'
import { leaveBehind } from './leave-behind.ts'
import { type StopSignal, stopSignal } from './stop-signal.ts'
import { strayBug } from './stray-bug.ts'

/** What hal is run with. `process` is handed in by main.ts, the only file that names it. */
export interface Invocation {
  readonly argv: readonly string[]
  readonly version: string
  readonly packageDir: string
  readonly process: NodeJS.Process
  readonly home: string
  readonly userName: string
}

/** Reads argv, opens hal, runs the one command, and answers the exit code. */
export async function runCli(invocation: Invocation): Promise<number> {
  const { argv, version, process } = invocation
  endQuietlyOnClosedPipe(process)
  const parsed = parseArgv(argv, version)
  if (parsed.kind === 'help') {
    process.stdout.write(parsed.text)
    return 0
  }
  if (parsed.kind === 'usage') {
    const hint = parsed.hint.replaceAll('\n', '\n     ')
    const { isTTY, columns } = process.stderr
    const text = `hal: ${parsed.message}.\n     ${hint}`.replace('..\n', '.\n')
    process.stderr.write(`${messageLines(text, isTTY ? columns : undefined).join('\n')}\n`)
    return 2
  }
  const { form, input, globals } = parsed
  const stop = stopSignal(process)
  const stray = strayBug(process, {
    abort: stop.abort,
    giveUp: (bug) => process.exit(reportBug(bug, invocation)),
  })
  try {
    const context = await openContext(invocation, {
      globals,
      stop,
      project: projectUse[form.name] ?? 'needed',
      afar: afarUse[form.name] ?? {},
    })
    if (typeof context === 'number') return context
    await using open = context
    const { run } = await form.load()
    const code = await run(open.context, input)
    const bug = stray.came()
    if (bug !== undefined) return reportBug(bug.thrown, invocation)
    return form.isService === true ? code : (stop.exitCode() ?? code)
  } catch (bug) {
    return reportBug(bug, invocation)
  } finally {
    stray.end()
    stop.end()
  }
}

/** `at-best`: the config is what can be read of it. `ignored`: so, too, and the project's isn't even looked into. */
type ProjectUse = 'needed' | 'ignored' | 'at-best'

/**
 * What must work where a project's config is broken or not trusted: trusting it must not need it to be trusted, and the way out of a
 * broken one must be findable; doctor says what is wrong and checks the rest. Completion offers what the config has (its profiles, its engine) without a word where it can't.
 */
const projectUse: Readonly<Record<string, ProjectUse>> = {
  'config trust': 'ignored',
  'config path': 'ignored',
  doctor: 'at-best',
  // Whose image, variables and settings it is made with is the person's business alone.
  login: 'ignored',
  completion: 'ignored',
  __complete: 'at-best',
}

/** A fleet that is served is this machine's own, whoever else's is usual. `refused`: what can't be done elsewhere, and doesn't say so itself. */
const afarUse: Readonly<Record<string, AfarUse>> = {
  serve: { isOwn: true },
  'config trust': { isOwn: true },
  'config path': { isOwn: true },
  'config show': { isOwn: true },
  login: { refused: 'logging in to an agent’s maker' },
}

interface AfarUse {
  readonly isOwn?: boolean
  readonly refused?: string
}

interface Opening {
  readonly globals: {
    readonly engine: string | undefined
    readonly config: string | undefined
    readonly isIsolationOff: boolean
    readonly url: string | undefined
    readonly secretFile: string | undefined
    readonly isColorOff: boolean
  }
  readonly stop: StopSignal
  readonly project: ProjectUse
  readonly afar: AfarUse
}

/** As they were said. */
const flagsOf = ({
  engine,
  config,
  url,
  secretFile,
  isIsolationOff,
}: Opening['globals']): readonly string[] => [
  ...(engine === undefined ? [] : ['--engine', engine]),
  ...(config === undefined ? [] : ['--config', config]),
  ...(url === undefined ? [] : ['--url', url]),
  ...(secretFile === undefined ? [] : ['--secret-file', secretFile]),
  ...(isIsolationOff ? ['--unsafe-no-isolation'] : []),
]

async function openContext(
  invocation: Invocation,
  { globals, stop, project, afar }: Opening,
): Promise<({ readonly context: CliContext } & AsyncDisposable) | number> {
  const { process, home, packageDir, version, userName } = invocation
  const { env } = process
  const { signal } = stop
  const cwd = process.cwd()
  const { engine, url, secretFile, isIsolationOff } = globals
  const flags = { engine, url, secretFile, allowNoIsolation: isIsolationOff }
  const request = { cwd, env, home, flags, packageDir, userName, configFile: globals.config }
  const loaded = await gatherConfig({ ...request, isProjectIgnored: project === 'ignored' })
  const [failure] = loaded.failures
  if (failure !== undefined && project === 'needed') return refuse(process, failure)
  const { stateDir } = loaded
  const config = afar.isOwn === true ? { ...loaded.config, url: undefined } : loaded.config
  if (config.url !== undefined && afar.refused !== undefined)
    return refuse(process, { reason: 'not-from-afar', url: config.url, what: afar.refused })
  const uid = process.getuid?.() ?? 1000
  const secret = await fleetSecret(config, uid)
  // Doctor says what is wrong with it, and completion nothing: both learn of it where they ask the server.
  if (!secret.ok && project === 'needed') return refuse(process, secret.failure)
  let unkept: StoreFailure | undefined
  const surroundings: Surroundings = {
    ...{ env, cwd, home, packageDir, version, signal },
    hostName: hostname(),
    platform: process.platform,
    ...{ uid, gid: process.getgid?.() ?? 1000, secret },
    leaveBehind: (argv) =>
      leaveBehind({
        program: join(packageDir, 'bin/hal.js'),
        argv: [...flagsOf(globals), ...argv],
        cwd,
        env,
      }),
    onUnkept: (failure) => {
      unkept = failure
    },
  }
  const hal = openHal(config, stateDir, surroundings)
  const io = ioOf(process, globals.isColorOff)
  const context: CliContext = {
    ...{
      workers: hal.workers,
      images: hal.images,
      tasks: hal.tasks,
      commandTree: { commands, groups },
      config: loaded,
      io,
      signal,
      interrupt: stop.interrupt,
      version,
    },
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
          globalFlags: flagsOf(globals),
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
  return {
    context,
    [Symbol.asyncDispose]: async () => {
      await hal[Symbol.asyncDispose]()
      if (unkept !== undefined) await sayUnkept(process, unkept)
    },
  }
}

/** Once all else is said: then no screen of hal's is up any more. */
async function sayUnkept(process: NodeJS.Process, failure: StoreFailure): Promise<void> {
  const { unkeptText } = await import('../present/history.ts')
  process.stderr.write(unkeptText(failure))
}

const refuse = (process: NodeJS.Process, failure: Failure): number => {
  process.stderr.write(failureText(failure))
  return exitCodeOf(failure)
}

/** A reader that had enough (`hal ls | head -1`) is no failure. */
function endQuietlyOnClosedPipe(process: NodeJS.Process): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
}

/** hal's own mistake: said so, with where the report is and what to do with it. */
function reportBug(bug: unknown, invocation: Invocation): number {
  const report = bugReport(bug, invocation)
  const file = saveBugReport(report)
  invocation.process.stderr.write(
    file === undefined
      ? `hal: this is a bug in hal, and no report could be saved.\n${report}\n`
      : `${bugWords(file)}\n`,
  )
  return 70
}
