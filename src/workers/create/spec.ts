import { createHash } from 'node:crypto'
import type { AgentForm, Launch } from '../../agents/form.ts'
import { findForm } from '../../agents/forms.ts'
import { type LoginForm, loginSecret } from '../../agents/login.ts'
import { rootVariable } from '../../agents/own-place.ts'
import type { EngineInfo } from '../../engines/engine.ts'
import { parseBytes } from '../../lib/bytes.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import { loginArgv } from '../agent/login-argv.ts'
import type { WorkersContext } from '../context.ts'
import type { SpecLabel } from '../labels.ts'
import type { RunBegin, StartInput } from '../verbs.ts'
import type { OwnWorkspace } from '../work/own-workspace.ts'
import { type WorkspaceWish, wishOf } from '../work/wish.ts'
import { resolveWorkspace } from '../work/workspace.ts'
import type { Difference, WorkerFailure } from '../worker-failure.ts'
import { actsAlone, headlessLaunch } from './headless-launch.ts'

/** What a worker is started with, all defaults filled in. */
export interface WorkerSpec {
  /** Neither where nobody named one for it: the settings do. */
  readonly profile: string | undefined
  readonly image: string | undefined
  /** A failure when nobody named one and the current folder can't be it: what exists already has its own. */
  readonly workspace: Result<string, WorkerFailure>
  readonly wish: WorkspaceWish
  readonly memoryBytes: number
  readonly cpus: number
  readonly pids: number
  readonly env: Readonly<Record<string, string>>
  readonly command: readonly string[]
  readonly agent: SpecAgent | undefined
  /** By name: the agent's own, and those that every worker gets. */
  readonly secrets: readonly string[]
  readonly isRoot: boolean
}

export interface SpecAgent {
  readonly form: AgentForm
  readonly isUnattended: boolean
  readonly isHeadless: boolean
  /** What its run begins with; `undefined`: `beginRun` brings that. */
  readonly begin?: RunBegin | undefined
  readonly launch: Launch
  /** Files below HOME that are links to secrets, by those secrets' names. */
  readonly links: Readonly<Record<string, string>>
}

/** With a workspace and the profile of its image, as a new worker needs it. */
export type PlacedSpec = Omit<WorkerSpec, 'workspace' | 'wish'> & {
  readonly workspace: string | null
  /** Of one that hal made. */
  readonly workspaceId: string | undefined
}

/** 6 MiB is the least that Docker takes; below 64 MiB no shell with its tmux is of use. */
export const leastMemoryBytes = 64 * 1024 ** 2
/** tmux, a shell and what it runs have to fit. */
export const leastPids = 16

export function resolveSpec(
  input: StartInput,
  context: WorkersContext,
  info: EngineInfo,
): Result<WorkerSpec, WorkerFailure> {
  const { defaults, person } = context
  const { cwd = context.cwd } = input
  const memory = input.memory === undefined ? ok(defaults.memoryBytes) : parseBytes(input.memory)
  if (!memory.ok) return fail({ reason: 'invalid-input', what: '--memory', ...memory.failure })
  if (memory.value < leastMemoryBytes) {
    return fail({
      reason: 'invalid-input',
      what: '--memory',
      expected: 'at least 64m',
      got: input.memory ?? String(memory.value),
    })
  }
  const { branch, base } = input
  const { wish, folder } = wishOf({ workspace: input.workspace ?? defaults.workspace, branch, base })
  const workspace = resolveWorkspace(folder, { cwd, home: person.home })
  if (!workspace.ok && input.workspace !== undefined && folder !== undefined) return workspace
  if (input.isRoot === true && !defaults.isRootAllowed) {
    return fail({ reason: 'root-not-allowed' })
  }
  const agent = agentOf(input, context, info)
  if (!agent.ok) return agent
  return ok({
    ...agent.value,
    profile: input.profile,
    image: input.image,
    workspace,
    wish,
    memoryBytes: memory.value,
    // More CPUs than the engine has is an error there, and means the same as all of them.
    cpus: Math.min(input.cpus ?? defaults.cpus, info.cpus),
    pids: input.pids ?? defaults.pids,
    env: { ...defaults.env, ...input.env },
    command: input.command ?? [],
    isRoot: input.isRoot ?? false,
  })
}

/** The agent that was asked for, as it is launched with what the person has for it. */
function agentOf(
  { agent, isUnattended, isRoot = false, env, isLogin = false, isHeadless = false, talk, begin }: StartInput,
  { agents, secrets, defaults }: WorkersContext,
  { capabilities }: EngineInfo,
): Result<Pick<WorkerSpec, 'agent' | 'secrets'>, WorkerFailure> {
  if (agent === undefined) return ok({ agent: undefined, secrets: secrets.ofAll })
  const found = findForm(agent, agents)
  if (!found.ok) return found
  const form = found.value
  if (isLogin && form.login !== undefined) return ok(loginSpec(form, form.login))
  if (isHeadless && form.headless === undefined) return fail({ reason: 'no-headless', agent })
  if (talk !== undefined && form.headless?.talk === undefined) return fail({ reason: 'no-talk', agent })
  const { baseUrl, model, unattended = false } = agents[agent] ?? {}
  if (baseUrl !== undefined && form.hasMakersModelsAlone === true)
    return fail({ reason: 'no-own-models', agent })
  const own = secrets.has(agent, form.secrets)
  // A key, or a gateway, is meant in place of a login.
  const files = own.length > 0 || baseUrl !== undefined ? [] : (form.login?.files ?? [])
  const links = Object.fromEntries(
    secrets.logins(agent, files).map((index) => [files[index] ?? '', loginSecret(index)]),
  )
  const wish = {
    ...{ isUnattended: isHeadless ? actsAlone(talk) : (isUnattended ?? unattended), baseUrl, model, isRoot },
    secrets: new Set(own),
    env: { ...defaults.env, ...env, ...(capabilities.has('own-files') ? { [rootVariable]: '' } : {}) },
    hasLogin: Object.keys(links).length > 0,
  }
  const { headless } = isHeadless ? form : {}
  const launch = headless === undefined ? form.launch(wish) : headlessLaunch(headless, talk, wish)
  // How its own come to it, its form knows.
  const named = secrets.ofAll.filter((name) => !form.secrets.includes(name))
  const secretVariables = [...new Set([...launch.secretVariables, ...named])]
  return ok({
    agent: {
      ...{ form, isHeadless, begin, isUnattended: wish.isUnattended, links },
      launch: { ...launch, secretVariables },
    },
    secrets: [...new Set([...own, ...secrets.ofAll, ...Object.values(links)])],
  })
}

/** What a person logs in with: it has the agent's tools, and is none to hal. */
const loginSpec = (form: AgentForm, login: LoginForm): Pick<WorkerSpec, 'agent' | 'secrets'> => ({
  agent: {
    form: { ...form, name: 'login', hooks: [], box: undefined },
    isUnattended: false,
    isHeadless: false,
    launch: { argv: loginArgv(login), env: {}, secretVariables: [], seeds: {}, files: {} },
    links: {},
  },
  secrets: [],
})

/** Where a limit that was asked for is more than the engine has. */
export function limitWarnings(
  { cpus }: Pick<StartInput, 'cpus'>,
  { memoryBytes }: Pick<WorkerSpec, 'memoryBytes'>,
  info: Pick<EngineInfo, 'cpus' | 'memoryBytes'>,
): readonly string[] {
  return [
    cpus !== undefined && cpus > info.cpus
      ? [`the engine has ${info.cpus} CPUs, so it gets those, and not ${cpus}`]
      : [],
    memoryBytes > info.memoryBytes
      ? ['its limit of memory is more than the engine has, so it limits nothing']
      : [],
  ].flat()
}

export const specLabel = (spec: PlacedSpec, image: string): SpecLabel => ({
  profile: spec.profile ?? null,
  image: spec.profile === undefined ? image : '',
  workspace: spec.workspace,
  memoryBytes: spec.memoryBytes,
  cpus: spec.cpus,
  pids: spec.pids,
  envDigest: digestEnv(spec.env),
  command: spec.command,
  agent: spec.agent?.form.name ?? null,
  isUnattended: spec.agent?.isUnattended ?? false,
  isHeadless: spec.agent?.isHeadless ?? false,
  secrets: spec.secrets,
})

const digestEnv = (env: Readonly<Record<string, string>>): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(env).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
    .slice(0, 16)

/** What an existing worker's labels say. */
export interface Existing extends SpecLabel {
  readonly own: OwnWorkspace | undefined
}

/**
 * In which of the things a person asked for by name an existing worker differs. What they left out is taken as "as it was", so that
 * `hal start ada` brings back ada from anywhere.
 */
export function specDifferences(
  input: StartInput,
  asked: WorkerSpec,
  existing: Existing,
): readonly Difference[] {
  const isImage = input.image !== undefined
  const has = existing.profile === null ? `image ${existing.image}` : `profile ${existing.profile}`
  const wants = isImage ? `image ${input.image}` : `profile ${asked.profile}`
  const isEnvGiven = input.env !== undefined && Object.keys(input.env).length > 0
  const differences: readonly (Difference | undefined)[] = [
    isImage || input.profile !== undefined ? differing('image or profile', has, wants) : undefined,
    ...workspaceDifferences(input, asked, existing),
    input.memory !== undefined && existing.memoryBytes !== asked.memoryBytes
      ? { what: 'memory', has: existing.memoryBytes, wants: asked.memoryBytes }
      : undefined,
    input.cpus === undefined ? undefined : differing('cpus', String(existing.cpus), String(asked.cpus)),
    input.pids === undefined ? undefined : differing('pids', String(existing.pids), String(asked.pids)),
    isEnvGiven && existing.envDigest !== digestEnv(asked.env) ? { what: 'environment' } : undefined,
    input.command === undefined
      ? undefined
      : differing('command', existing.command.join(' '), asked.command.join(' ')),
    input.agent === undefined ? undefined : differing('agent', existing.agent ?? 'none', input.agent),
    input.isUnattended === undefined || existing.isUnattended === undefined
      ? undefined
      : differing('agent', attendance(existing.isUnattended), attendance(input.isUnattended)),
  ]
  return differences.filter((difference) => difference !== undefined)
}

const attendance = (isUnattended: boolean): string => (isUnattended ? 'unattended' : 'one that asks')

function workspaceDifferences(
  input: StartInput,
  { wish, workspace }: WorkerSpec,
  { own, workspace: path }: Existing,
): readonly (Difference | undefined)[] {
  const ownBranch = own !== undefined && 'branch' in own ? own.branch : null
  const branch =
    input.branch === undefined ? undefined : differing('branch', ownBranch ?? 'none', input.branch)
  if (input.workspace === undefined) return [branch]
  const kind = own?.kind ?? (path === null ? 'empty' : 'bind')
  if (kind !== wish.kind) return [differing('workspace', kind, wish.kind), branch]
  if (own?.kind === 'url' && wish.kind === 'url') return [differing('workspace', own.url, wish.url), branch]
  const isFolder = wish.kind === 'bind' && workspace.ok
  return [isFolder ? differing('workspace', path ?? 'empty', workspace.value) : undefined, branch]
}

const differing = (
  what: Exclude<Difference['what'], 'memory' | 'environment'>,
  has: string,
  wants: string,
): Difference | undefined => (has === wants ? undefined : { what, has, wants })
