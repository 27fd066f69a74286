import type { Diagnosis } from '../cli/command.ts'
import type { GatheredConfig } from '../config/load.ts'
import type { Engine, EngineInfo } from '../engines/engine.ts'
import type { Hal, Surroundings } from '../hal.ts'
import { formatBytes } from '../lib/bytes.ts'
import { type Failure, failureText, sentenceOf } from '../present/failure.ts'
import { diagnoseConfig } from './diagnose-config.ts'
import { workersDiagnosis } from './workers-diagnosis.ts'

interface Patient {
  readonly hal: Hal
  readonly surroundings: Surroundings
  readonly config: GatheredConfig
}

/** What `hal doctor` checks, in the order in which things stand on each other. */
export async function diagnose({ hal, surroundings, config }: Patient): Promise<readonly Diagnosis[]> {
  const here: Diagnosis[] = [
    good('hal', `${surroundings.version} for ${surroundings.platform}`),
    good('state', config.stateDir),
    ...diagnoseConfig(config),
    surroundings.uid === 0
      ? warning('user', 'root: workers run as uid 1000 and need folders that it may write')
      : good('user', `uid ${surroundings.uid}`),
  ]
  const { url } = config.config
  if (url !== undefined) return [...here, ...(await aboutServer(hal, url))]
  const engine = await hal.engine()
  if (!engine.ok) return [...here, failed('engine', engine.failure)]
  const info = await engine.value.info()
  if (!info.ok) return [...here, failed('engine', info.failure)]
  return [
    ...here,
    ...aboutEngine(info.value),
    ...(hasImages(info.value)
      ? [await aboutBuildx(engine.value), await aboutProfiles(hal)]
      : [await aboutToolsHere(hal)]),
    await aboutWorkers(hal),
  ]
}

function aboutEngine(info: EngineInfo): readonly Diagnosis[] {
  const { name, version, apiVersion, address, cpus, memoryBytes, architecture, capabilities, warnings } = info
  return [
    good('engine', `${name.split(' ')[0]} ${version}, API ${apiVersion}, at ${address}`),
    good('machine', `${cpus} CPUs, ${formatBytes(memoryBytes)}, ${architecture}`),
    ...(hasImages(info) ? [aboutBuilds(capabilities), aboutRestarts(capabilities)] : []),
    ...warnings.map((text) => warning('engine', text)),
  ]
}

/** Where workers are processes of hal's own container, there is none of that, nor anything to be done about it. */
const hasImages = ({ capabilities }: EngineInfo): boolean => capabilities.has('own-files')

const aboutBuilds = (capabilities: EngineInfo['capabilities']): Diagnosis =>
  capabilities.has('buildkit')
    ? good('builds', 'BuildKit')
    : bad('builds', 'no BuildKit', 'Profiles can’t be built here; `--image` works.')

const aboutRestarts = (capabilities: EngineInfo['capabilities']): Diagnosis =>
  capabilities.has('live-restore')
    ? good('restarts', 'workers survive a restart of the engine (live-restore)')
    : warning(
        'restarts',
        'a restart of the engine ends all workers',
        'Set "live-restore": true in its daemon.json.',
      )

/** A fact: most people need it for nothing. */
async function aboutBuildx(engine: Engine): Promise<Diagnosis> {
  const version = await engine.buildx()
  if (!version.ok) return failed('buildx', version.failure)
  const use = 'for other platforms (--platform) and for caches elsewhere (--cache-to)'
  return good(
    'buildx',
    version.value === undefined ? `none; builds need it only ${use}` : `${version.value}, ${use}`,
  )
}

async function aboutProfiles(hal: Hal): Promise<Diagnosis> {
  const profiles = await hal.images.profiles()
  if (!profiles.ok) return failed('profiles', profiles.failure)
  const words = profiles.value
    .filter(({ isLayer }) => !isLayer)
    .map(({ name, state }) => `${name} ${state.kind === 'not-built' ? 'not built' : state.kind}`)
  return profiles.value.some(({ state }) => state.kind === 'fresh')
    ? good('profiles', words.join(', '))
    : warning('profiles', words.join(', '), '`hal build-profiles base` builds the smallest.')
}

/** Workers that are processes are run by those of this machine. */
async function aboutToolsHere(hal: Hal): Promise<Diagnosis> {
  const tools = await hal.images.ensureTools()
  return tools.ok ? good('tools', 'those that came with this machine') : failed('tools', tools.failure)
}

/** What is there, its own `hal doctor` says. */
async function aboutServer(hal: Hal, url: string): Promise<readonly Diagnosis[]> {
  const workers = await hal.workers.list()
  return workers.ok
    ? [good('server', url), workersDiagnosis(workers.value)]
    : [failed('server', workers.failure)]
}

async function aboutWorkers(hal: Hal): Promise<Diagnosis> {
  const workers = await hal.workers.list()
  return workers.ok ? workersDiagnosis(workers.value) : failed('workers', workers.failure)
}

const good = (what: string, detail: string): Diagnosis => ({ what, state: 'ok', detail, next: undefined })
const warning = (what: string, detail: string, next?: string): Diagnosis => ({
  what,
  state: 'warning',
  detail,
  next,
})
const bad = (what: string, detail: string, next?: string): Diagnosis => ({
  what,
  state: 'failed',
  detail,
  next,
})
const failed = (what: string, failure: Failure): Diagnosis => {
  const { what: sentence, next } = sentenceOf(failure)
  const tried =
    failure.reason === 'no-engine'
      ? ` ${failureText(failure)
          .split('\n')
          .slice(1, -2)
          .map((line) => line.trim())
          .join(' ')}`
      : ''
  return bad(what, sentence + tried, withoutDoctor(next))
}

/** Whoever reads this has just run it. */
const withoutDoctor = (next: string | undefined): string | undefined => {
  const sentences = next?.split(/(?<=\.) /).filter((sentence) => !sentence.includes('`hal doctor`'))
  return sentences?.join(' ') || undefined
}
