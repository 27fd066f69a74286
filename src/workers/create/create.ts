import { secretsFolder } from '../../agents/form.ts'
import { rootVariable } from '../../agents/own-place.ts'
import type { ContainerSpec, Engine, EngineInfo, EngineResult, Mount } from '../../engines/engine.ts'
import { ok } from '../../lib/result.ts'
import { type Identity, readIdentity } from '../../workspace/identity.ts'
import type { ChosenImage, Secrets, ToolsVolume, WorkersContext } from '../context.ts'
import { containerName, label, schemaVersion } from '../labels.ts'
import { inside } from '../reach/inside.ts'
import { prepareFolder } from '../reach/sockets.ts'
import type { StartInput, StartStage, WorkerResult } from '../verbs.ts'
import { type OwnWorkspace, workspaceId } from '../work/own-workspace.ts'
import { type PlacedWorkspace, placeWorkspace } from '../work/place-workspace.ts'
import { type Accounts, knownAccounts, readAccounts } from './account.ts'
import { secretsFor } from './bring-secrets.ts'
import { fillFolders, furniture, furnitureMounts } from './furnish.ts'
import { type PlacedSpec, specLabel, type WorkerSpec } from './spec.ts'
import { workerUser } from './user.ts'

interface CreateRequest {
  readonly engine: Engine
  readonly name: string
  readonly spec: WorkerSpec
  readonly onStage: (stage: StartStage) => void
  readonly onBuild: StartInput['onBuild']
  readonly signal: AbortSignal
}

/** A worker's container that has all it needs, and does not run yet unless it `ran-already`. */
export interface ContainerAtHand {
  readonly containerId: string
  readonly how: 'started' | 'started-again' | 'ran-already'
  readonly warnings: readonly string[]
  /** The setting that named a new worker's image, where nobody did. */
  readonly imageFrom?: ChosenImage['from']
  readonly staleImage?: ChosenImage['stale']
  readonly wake: () => EngineResult<void>
  readonly agent: string | undefined
  /** What it is to be brought each time it starts. */
  readonly secrets: Secrets
  /** Of hal's making. */
  readonly own: OwnWorkspace | undefined
  /** Takes back what was made besides the container. */
  readonly undo: () => Promise<void>
}

const networkLabels = { 'dev.hal.role': 'network' }

/** Makes a worker's container with all that it needs. One that can't be furnished is removed again. */
export async function createWorker(
  context: WorkersContext,
  request: CreateRequest,
): WorkerResult<ContainerAtHand> {
  const { engine, name, onStage, signal } = request
  const { wish, workspace, agent } = request.spec
  if ((wish.kind === 'bind' || wish.kind === 'clone') && !workspace.ok) return workspace
  const info = await engine.info()
  if (!info.ok) return info
  const user = workerUser(context.person, info.value, request.spec.isRoot)
  const toolsStage = () => onStage(agent?.form.tools === undefined ? 'tools' : 'agent-tools')
  const [identity, secrets, image, tools, network] = await Promise.all([
    readIdentity(context.git, wish.kind === 'clone' && workspace.ok ? workspace.value : undefined),
    secretsFor(context, agent?.form.name, request.spec.secrets),
    chooseImage(context, request, request.spec),
    context.ensureTools(toolsStage, signal, { agent: agent?.form.tools }),
    engine.ensureNetwork(context.defaults.network, networkLabels),
  ])
  if (!secrets.ok) return secrets
  if (!image.ok) return image
  if (!tools.ok) return tools
  if (!network.ok) return network
  onStage('creating')
  const placed = await placeWorkspace(context, { name, spec: request.spec, user, info: info.value })
  if (!placed.ok) return placed
  const made = await createPlaced(context, request, {
    user,
    identity,
    placed: placed.value,
    image: image.value,
    tools: tools.value,
    secrets: secrets.value,
    info: info.value,
  })
  if (!made.ok) await placed.value.undo()
  return made
}

interface Parts {
  readonly user: { readonly uid: number; readonly gid: number }
  readonly identity: Identity
  readonly placed: PlacedWorkspace
  readonly image: ChosenImage & { readonly accounts: Accounts | undefined }
  readonly tools: ToolsVolume
  readonly secrets: Secrets
  readonly info: EngineInfo
}

async function createPlaced(
  context: WorkersContext,
  request: CreateRequest,
  { user, identity, placed, image, tools, secrets, info }: Parts,
): WorkerResult<ContainerAtHand> {
  const { engine, name, onStage } = request
  const id = placed.own === undefined ? undefined : workspaceId(placed.own)
  const spec: PlacedSpec = {
    ...{ ...request.spec, profile: image.profile },
    ...{ workspace: placed.path, workspaceId: id },
  }
  const folder = await prepareFolder(context, engine, {
    worker: name,
    owner: user,
    image: image.reference,
  })
  if (!folder.ok) return folder
  const { onHost, mount } = folder.value
  const { accounts } = image
  const known = accounts &&
    onHost && { onHost, files: furniture(context, accounts, { spec, user, identity }) }
  const container = containerSpec(context, {
    name,
    spec,
    user,
    placed,
    image: image.reference,
    tools,
    furniture: [mount, ...(known === undefined ? [] : furnitureMounts(known.onHost, known.files))],
    info,
  })
  const created = await createOrPull(request, container)
  if (!created.ok) return created
  onStage('starting')
  if (onHost !== undefined) fillFolders(onHost, known?.files ?? [])
  const furnished =
    known === undefined
      ? await putFurniture(context, accounts, { engine, containerId: created.value, user, identity, spec })
      : ok(undefined)
  if (!furnished.ok) {
    await engine.remove(created.value, { force: true })
    return furnished
  }
  return ok({
    containerId: created.value,
    how: 'started',
    warnings: [...image.warnings, ...placed.warnings],
    imageFrom: image.from,
    staleImage: image.stale,
    own: placed.own,
    agent: spec.agent?.form.name,
    secrets,
    undo: placed.undo,
    wake: () => engine.start(created.value),
  })
}

/** With what is known of it before there is a container. */
async function chooseImage(
  context: WorkersContext,
  { engine, onBuild, signal }: CreateRequest,
  { image, profile }: WorkerSpec,
) {
  const chosen = await context.chooseImage({ image, profile, onBuild, signal })
  if (!chosen.ok) return chosen
  return ok({
    ...chosen.value,
    accounts: await knownAccounts(engine, chosen.value.reference, context.accounts),
  })
}

async function createOrPull(
  { engine, onStage, signal }: CreateRequest,
  container: ContainerSpec,
): WorkerResult<string> {
  const created = await engine.create(container)
  if (created.ok || created.failure.reason !== 'no-such-image') return created
  onStage('pulling')
  const pulled = await engine.pull(container.image, () => undefined, signal)
  return pulled.ok ? engine.create(container) : pulled
}

interface FurnishRequest {
  readonly engine: Engine
  readonly containerId: string
  readonly identity: Identity
  readonly user: { readonly uid: number; readonly gid: number }
  readonly spec: PlacedSpec
}

/** The longer way, which goes everywhere, and by which hal learns an image's accounts. */
async function putFurniture(
  context: WorkersContext,
  known: Accounts | undefined,
  request: FurnishRequest,
): WorkerResult<void> {
  const { engine, containerId } = request
  const accounts = known ? ok(known) : await readAccounts(engine, containerId, context.accounts)
  return accounts.ok ? engine.putFiles(containerId, furniture(context, accounts.value, request)) : accounts
}

interface SpecParts {
  readonly name: string
  readonly spec: PlacedSpec
  readonly placed: PlacedWorkspace
  readonly user: { readonly uid: number; readonly gid: number }
  readonly image: string
  readonly tools: ToolsVolume
  readonly furniture: readonly Mount[]
  readonly info: EngineInfo
}

function containerSpec(context: WorkersContext, parts: SpecParts): ContainerSpec {
  const { name, spec, placed, user, image, tools } = parts
  const own: Mount[] = [
    { kind: 'volume', volume: tools.volume, target: inside.tools, isReadOnly: true },
    ...parts.furniture,
    ...placed.mounts,
    ...(spec.secrets.length === 0 ? [] : [secretsMount(user)]),
  ]
  const asked = context.defaults.mounts.map((mount): Mount => ({ kind: 'bind', ...mount }))
  return {
    name: containerName(name),
    image,
    labels: {
      [label.role]: 'worker',
      [label.schema]: schemaVersion,
      [label.name]: name,
      [label.owner]: context.owner,
      [label.version]: context.halVersion,
      [label.tools]: tools.fingerprint,
      [label.spec]: JSON.stringify(specLabel(spec, image)),
      ...(placed.own === undefined ? {} : { [label.workspace]: JSON.stringify(placed.own) }),
    },
    entrypoint: inside.entrypoint,
    command: [],
    env: {
      ...{ ...caEnvironment(context), GIT_CONFIG_SYSTEM: inside.gitConfig },
      // As KubeOpenCode's executors are told.
      ...{ TASK_NAME: name, WORKSPACE_DIR: inside.workspace },
      ...{ ...spec.env, HAL_WORKER: name, HOME: inside.home },
      // Whatever an image says: an engine whose containers have no files of their own says better.
      [rootVariable]: '',
      // For its tmux, of which hal asks it.
      ...(spec.agent === undefined || spec.agent.isHeadless ? {} : { HAL_AGENT: spec.agent.form.name }),
    },
    user: `${user.uid}:${user.gid}`,
    workdir: inside.workspace,
    hostname: name,
    network: context.defaults.network,
    mounts: [...own, ...asked],
    limits: { memoryBytes: spec.memoryBytes, cpus: spec.cpus, pids: spec.pids },
  }
}

/** In memory alone, and gone with each stop. */
const secretsMount = (user: SpecParts['user']): Mount => ({
  kind: 'tmpfs',
  target: secretsFolder,
  sizeBytes: 4 * 1024 ** 2,
  user,
})

/** The names by which common programs take a CA bundle: OpenSSL, Node, curl, Python's requests and pip, git. */
function caEnvironment({ defaults }: WorkersContext): Readonly<Record<string, string>> {
  if (defaults.caBundle === undefined) return {}
  const names = [
    'SSL_CERT_FILE',
    'NODE_EXTRA_CA_CERTS',
    'CURL_CA_BUNDLE',
    'REQUESTS_CA_BUNDLE',
    'PIP_CERT',
    'GIT_SSL_CAINFO',
  ]
  return Object.fromEntries(names.map((name) => [name, inside.caBundle]))
}
