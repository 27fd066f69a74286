import { join, resolve } from 'node:path'
import type { Io, ServeFlags } from '../cli/command.ts'
import type { HalConfig } from '../config/hal-config.ts'
import { type Hal, processEngine, type Shared } from '../hal.ts'
import { exitCodeOf, type Failure, failureText, sentenceOf } from '../present/failure.ts'
import { openLog } from '../server/log.ts'
import { Metrics } from '../server/metrics/metrics.ts'
import { serve } from '../server/serve.ts'
import { readSettings } from '../server/settings.ts'
import { workerLabels } from '../workers/labels.ts'
import { agentChoices } from './agent-choices.ts'
import { withOwnModel } from './own-model.ts'
import type { Surroundings } from './surroundings.ts'

interface ServerOpening {
  readonly flags: ServeFlags
  readonly io: Io
  readonly surroundings: Surroundings
  readonly config: HalConfig
  readonly open: (config: HalConfig, surroundings: Surroundings, shared?: Shared) => Hal
}

/** Its hal outlives the wish to end: what was begun is answered first. */
export async function openServer({ flags, io, surroundings, config, open }: ServerOpening): Promise<number> {
  const { env, uid, version, signal, packageDir } = surroundings
  const refuse = (failure: Failure): number => {
    io.stderr.write(failureText(failure))
    return exitCodeOf(failure)
  }
  const settings = await readSettings(flags, { env, uid })
  if (!settings.ok) return refuse(settings.failure)
  const letGo = new AbortController()
  const workspace = workspaceOf(surroundings)
  const log = openLog((line) => io.stderr.write(line), settings.value.logLevel)
  const metrics = new Metrics()
  const around: Surroundings = {
    ...{ ...surroundings, cwd: workspace ?? surroundings.cwd, signal: letGo.signal },
    onUnkept: (failure) =>
      log('warn', 'the history of workers is not kept', {
        reason: failure.reason,
        why: sentenceOf(failure).what,
      }),
    onEngineCall: (call) => metrics.countEngineCall(call),
  }
  await using hal = open(config, around)
  // Nobody is told so later, and it must not begin where that can't be.
  if (config.engine === processEngine) {
    const engine = await hal.engine()
    const info = engine.ok ? await engine.value.info() : engine
    if (!info.ok) return refuse(info.failure)
    for (const warning of info.value.warnings) log('warn', 'engine', { warning })
  }
  const served = await serve({
    ...{
      workers: hal.workers,
      images: hal.images,
      tasks: hal.tasks,
      settings: settings.value,
      metrics,
      workspace,
      version,
      signal,
      letGo,
      agents: agentChoices(config.agents),
      pageDir: join(packageDir, 'dist/page'),
    },
    tasksWith: (agent, model) => {
      const own = withOwnModel({ config, env }, agent, model)
      const ownHal = open(own.config, { ...around, env: own.env }, hal)
      return {
        events: (input) => ownHal.tasks.events(input),
        [Symbol.asyncDispose]: () => ownHal[Symbol.asyncDispose](),
      }
    },
    checkEngine: async () => {
      const engine = await hal.engine()
      // What it is, it may say from memory; who its workers are, nobody but it can say.
      return engine.ok ? engine.value.list(workerLabels(config.owner)) : engine
    },
    log,
    onListening: (address) => io.stdout.write(`${address}\n`),
  })
  return served.ok ? 0 : refuse(served.failure)
}

/** A home, or everything, is no folder to work on unless somebody says so. */
function workspaceOf({ env, cwd, home }: Surroundings): string | undefined {
  const named = env['WORKSPACE_DIR'] ?? ''
  if (named !== '') return resolve(cwd, named)
  return cwd === home || cwd === '/' ? undefined : cwd
}
