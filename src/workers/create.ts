import type { ContainerSpec, Engine, EngineInfo, FileEntry, Mount } from '../engines/engine.ts'
import { ok } from '../lib/result.ts'
import { accountFiles, readAccounts } from './account.ts'
import type { ToolsVolume, WorkersContext } from './context.ts'
import { inside, shellLine } from './inside.ts'
import { containerName, label, schemaVersion } from './labels.ts'
import { prepareFolder } from './sockets.ts'
import { specLabel, type WorkerSpec } from './spec.ts'
import { workerUser } from './user.ts'
import type { StartStage, WorkerResult } from './verbs.ts'
import { workspaceWarning } from './workspace.ts'

interface CreateRequest {
  readonly engine: Engine
  readonly name: string
  readonly spec: WorkerSpec
  readonly onStage: (stage: StartStage) => void
  readonly signal: AbortSignal
}

export interface StartedContainer {
  readonly containerId: string
  readonly how: 'started' | 'started-again' | 'ran-already'
  readonly warnings: readonly string[]
}

const networkLabels = { 'dev.hal.role': 'network' }

/** Makes a worker's container with all that it needs, and starts it. A container that doesn't come up is removed again. */
export async function createWorker(
  context: WorkersContext,
  request: CreateRequest,
): WorkerResult<StartedContainer> {
  const { engine, name, spec, onStage, signal } = request
  const [info, image, tools, network] = await Promise.all([
    engine.info(),
    context.chooseImage({ image: spec.image, profile: spec.profile }),
    context.ensureTools(onStage, signal),
    engine.ensureNetwork(context.defaults.network, networkLabels),
  ])
  if (!info.ok) return info
  if (!image.ok) return image
  if (!tools.ok) return tools
  if (!network.ok) return network
  onStage('creating')
  const user = workerUser(context.person, info.value, spec.isRoot)
  const folder = await prepareFolder(context, engine, {
    worker: name,
    owner: user,
    image: image.value.reference,
  })
  if (!folder.ok) return folder
  const container = containerSpec(context, {
    name,
    spec,
    user,
    image: image.value.reference,
    tools: tools.value,
    folder: folder.value,
    info: info.value,
  })
  const created = await createOrPull(engine, container, signal)
  if (!created.ok) return created
  onStage('starting')
  const started = await furnishAndStart(context, { engine, containerId: created.value, user, spec })
  if (!started.ok) {
    await engine.remove(created.value, { force: true })
    return started
  }
  const warning = workspaceWarning(spec.workspace, user)
  return ok({
    containerId: created.value,
    how: 'started',
    warnings: [...image.value.warnings, ...(warning === undefined ? [] : [warning])],
  })
}

async function createOrPull(
  engine: Engine,
  container: ContainerSpec,
  signal: AbortSignal,
): WorkerResult<string> {
  const created = await engine.create(container)
  if (created.ok || created.failure.reason !== 'no-such-image') return created
  const pulled = await engine.pull(container.image, () => undefined, signal)
  return pulled.ok ? engine.create(container) : pulled
}

interface FurnishRequest {
  readonly engine: Engine
  readonly containerId: string
  readonly user: { readonly uid: number; readonly gid: number }
  readonly spec: WorkerSpec
}

async function furnishAndStart(context: WorkersContext, request: FurnishRequest): WorkerResult<void> {
  const { engine, containerId, user, spec } = request
  const accounts = await readAccounts(engine, containerId, context.accounts)
  if (!accounts.ok) return accounts
  const files: FileEntry[] = [...accountFiles(accounts.value, user)]
  if (spec.command.length > 0) {
    const content = `#!/bin/sh\nexec ${shellLine(spec.command)}\n`
    files.push({ kind: 'file', path: inside.agent, mode: 0o700, ...user, content })
  }
  const { caBundle } = context.defaults
  if (caBundle !== undefined)
    files.push({ kind: 'file', path: inside.caBundle, mode: 0o644, uid: 0, gid: 0, content: caBundle })
  const put = await engine.putFiles(containerId, files)
  return put.ok ? engine.start(containerId) : put
}

interface SpecParts {
  readonly name: string
  readonly spec: WorkerSpec
  readonly user: { readonly uid: number; readonly gid: number }
  readonly image: string
  readonly tools: ToolsVolume
  readonly folder: Mount
  readonly info: EngineInfo
}

function containerSpec(context: WorkersContext, parts: SpecParts): ContainerSpec {
  const { name, spec, user, image, tools, folder } = parts
  const own: Mount[] = [
    { kind: 'volume', volume: tools.volume, target: inside.tools, isReadOnly: true },
    folder,
    { kind: 'bind', source: spec.workspace, target: inside.workspace, isReadOnly: false },
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
    },
    entrypoint: inside.entrypoint,
    command: [],
    env: { ...caEnvironment(context), ...spec.env, HAL_WORKER: name, HOME: inside.home },
    user: `${user.uid}:${user.gid}`,
    workdir: inside.workspace,
    hostname: name,
    network: context.defaults.network,
    mounts: [...own, ...asked],
    limits: { memoryBytes: spec.memoryBytes, cpus: spec.cpus, pids: spec.pids },
  }
}

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
