import { fail } from '../../lib/result.ts'
import type { ContainerSpec, EngineInfo, EngineResult, Limits, Mount } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { ask } from './ask.ts'
import { answered } from './failures.ts'
import { fields, text } from './guards.ts'

/** Answers the new container's id. */
export async function createContainer(
  api: DockerApi,
  spec: ContainerSpec,
  info: EngineInfo,
): EngineResult<string> {
  const hasSubpath = spec.mounts.some((mount) => mount.kind === 'volume' && mount.subpath !== undefined)
  if (hasSubpath && !info.capabilities.has('volume-subpath')) {
    return fail({ reason: 'not-supported', what: 'a folder of a volume as a mount', engine: info.name })
  }
  const { name, image } = spec
  return answered(api, { what: `create ${name}`, name, image }, async () => {
    const answer = await ask(api, {
      method: 'POST',
      path: '/containers/create',
      query: { name },
      body: createBody(spec, info),
    })
    return text(fields(answer)['Id'])
  })
}

/** The engine's default seccomp and AppArmor profiles stay: nothing is said about them. */
export const createBody = (spec: ContainerSpec, info: Pick<EngineInfo, 'capabilities'>): object => ({
  Image: spec.image,
  Hostname: spec.hostname,
  User: spec.user,
  WorkingDir: spec.workdir,
  Env: Object.entries(spec.env).map(([key, value]) => `${key}=${value}`),
  Entrypoint: spec.entrypoint,
  Cmd: spec.command,
  Labels: spec.labels,
  StopSignal: 'SIGTERM',
  AttachStdin: false,
  AttachStdout: false,
  AttachStderr: false,
  OpenStdin: false,
  Tty: false,
  // An image's own health check would run in every worker, and its volumes would be left behind.
  Healthcheck: { Test: ['NONE'] },
  HostConfig: {
    NetworkMode: spec.network,
    CapDrop: ['ALL'],
    SecurityOpt: ['no-new-privileges'],
    Privileged: false,
    RestartPolicy: { Name: 'no' },
    Mounts: spec.mounts.filter((mount) => mount.kind !== 'tmpfs').map(toMount),
    Tmpfs: Object.fromEntries(
      spec.mounts.flatMap((mount) => (mount.kind === 'tmpfs' ? [[mount.target, tmpfsOptions(mount)]] : [])),
    ),
    ...limitFields(spec.limits, info),
    // Bounded: a worker that prints for weeks must not fill the disk.
    LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '2' } },
  },
})

/** From the second start on, runc gives it the mode of the folder below, which it made itself (0755): the owner stays. */
const tmpfsOptions = ({ sizeBytes, user }: Extract<Mount, { kind: 'tmpfs' }>): string => {
  const whose = user === undefined ? 'mode=1777' : `mode=0700,uid=${user.uid},gid=${user.gid}`
  return `rw,exec,nosuid,nodev,${whose},size=${sizeBytes}`
}

function toMount(mount: Exclude<Mount, { kind: 'tmpfs' }>): object {
  const { target: Target, isReadOnly: ReadOnly } = mount
  if (mount.kind === 'bind') return { Type: 'bind', Source: mount.source, Target, ReadOnly }
  const options = mount.subpath === undefined ? {} : { VolumeOptions: { Subpath: mount.subpath } }
  return { Type: 'volume', Source: mount.volume, Target, ReadOnly, ...options }
}

/** Memory and swap together are the limit, so nothing swaps. A limit whose controller is missing is left out: `info` warns of it. */
const limitFields = (
  { memoryBytes, cpus, pids }: Limits,
  { capabilities }: Pick<EngineInfo, 'capabilities'>,
): object => ({
  ...(capabilities.has('memory-limit') && { Memory: memoryBytes, MemorySwap: memoryBytes }),
  ...(capabilities.has('cpu-limit') && { NanoCpus: Math.round(cpus * 1e9) }),
  ...(capabilities.has('pids-limit') && { PidsLimit: pids }),
})
