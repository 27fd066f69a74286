import { hostname } from 'node:os'
import { join } from 'node:path'
import type { CliContext } from '../cli/command.ts'
import type { GlobalOptions } from '../cli/program.ts'
import { gatherConfig } from '../config/load.ts'
import { openHal, type Surroundings } from '../hal.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Failure } from '../present/failure.ts'
import type { StoreFailure } from '../store/store-failure.ts'
import { cliContext } from './cli-context.ts'
import type { CommandNeeds } from './command-needs.ts'
import { fleetSecret } from './fleet-secret.ts'
import { globalFlags } from './global-flags.ts'
import type { Invocation } from './invocation.ts'
import { leaveBehind } from './leave-behind.ts'
import type { StopSignal } from './stop-signal.ts'

interface Opening {
  readonly globals: GlobalOptions
  readonly stop: StopSignal
  readonly needs: CommandNeeds
}

interface OpenContext extends AsyncDisposable {
  readonly context: CliContext
}

/** Reads the config, and opens hal on what it says for one command. */
export async function openContext(
  invocation: Invocation,
  { globals, stop, needs: { project, afar } }: Opening,
): Promise<Result<OpenContext, Failure>> {
  const { process, home, packageDir, version, userName } = invocation
  const { env } = process
  const cwd = process.cwd()
  const { engine, url, secretFile, isIsolationOff } = globals
  const flags = { engine, url, secretFile, allowNoIsolation: isIsolationOff }
  const request = { cwd, env, home, flags, packageDir, userName, configFile: globals.config }
  const loaded = await gatherConfig({ ...request, isProjectIgnored: project === 'ignored' })
  const [failure] = loaded.failures
  if (failure !== undefined && project === 'needed') return fail(failure)
  const config = afar.isOwn === true ? { ...loaded.config, url: undefined } : loaded.config
  if (config.url !== undefined && afar.refused !== undefined)
    return fail({ reason: 'not-from-afar', url: config.url, what: afar.refused })
  const uid = process.getuid?.() ?? 1000
  const secret = await fleetSecret(config, uid)
  // Doctor says what is wrong with it, and completion nothing: both learn of it where they ask the server.
  if (!secret.ok && project === 'needed') return secret
  let unkept: StoreFailure | undefined
  const surroundings: Surroundings = {
    ...{ env, cwd, home, packageDir, version, signal: stop.signal },
    hostName: hostname(),
    platform: process.platform,
    ...{ uid, gid: process.getgid?.() ?? 1000, secret },
    leaveBehind: (argv) =>
      leaveBehind({
        program: join(packageDir, 'bin/hal.js'),
        argv: [...globalFlags(globals), ...argv],
        cwd,
        env,
      }),
    onUnkept: (failure) => {
      unkept = failure
    },
  }
  const hal = openHal(config, loaded.stateDir, surroundings)
  return ok({
    context: cliContext({ invocation, globals, stop, loaded, config, hal, surroundings }),
    [Symbol.asyncDispose]: async () => {
      await hal[Symbol.asyncDispose]()
      if (unkept !== undefined) await sayUnkept(process, unkept)
    },
  })
}

/** Once all else is said: then no screen of hal's is up any more. */
async function sayUnkept({ stderr }: NodeJS.Process, failure: StoreFailure): Promise<void> {
  const { unkeptText } = await import('../present/history.ts')
  stderr.write(unkeptText(failure))
}
