import { existsSync } from 'node:fs'
import { hostname, release } from 'node:os'
import type { EngineCapability, EngineInfo, EngineResult } from '../engine.ts'
import { type DockerApi, isAtLeast } from './api.ts'
import { ask } from './ask.ts'
import { answered } from './failures.ts'
import { type Fields, fields, number, text, texts } from './guards.ts'

export const readInfo = (api: DockerApi): EngineResult<EngineInfo> =>
  answered(api, { what: 'ask what the engine is' }, async () =>
    toInfo(api, fields(await ask(api, { method: 'GET', path: '/info' })), thisMachine),
  )

/** What of this machine tells whether the engine is on it. */
export interface Machine {
  readonly hostName: string
  readonly kernel: string
  readonly hasFolder: (path: string) => boolean
}

const thisMachine: Machine = { hostName: hostname(), kernel: release(), hasFolder: existsSync }

type Spoken = Pick<DockerApi, 'address' | 'version' | 'builderVersion'>

export function toInfo(api: Spoken, answer: Fields, machine: Machine): EngineInfo {
  const version = text(answer['ServerVersion'])
  const short = version.split('.').slice(0, 2).join('.')
  const isRootless = texts(answer['SecurityOptions']).some((option) => option.includes('name=rootless'))
  const capabilities = capabilitiesOf(api, answer, isRootless)
  return {
    name: `${isPodman(answer) ? 'podman' : 'docker'} ${short}`,
    version,
    apiVersion: api.version,
    address: api.address,
    hostName: text(answer['Name']),
    cpus: number(answer['NCPU']),
    memoryBytes: number(answer['MemTotal']),
    architecture: text(answer['Architecture']),
    isRootless,
    isLocal: isLocal(api.address, answer, machine),
    capabilities,
    warnings: [
      ...texts(answer['Warnings']),
      ...missingLimits(capabilities),
      ...(isPodman(answer)
        ? ['podman has no network whose containers are kept apart: workers can reach each other']
        : []),
    ],
  }
}

const isPodman = (answer: Fields): boolean => 'BuildahVersion' in answer

/**
 * On this kernel and these files: a unix socket, the same kernel release, the same host name, and the engine's own root folder is
 * where it says. A virtual machine (Docker Desktop, Colima, podman machine) has another kernel or name; hal in a container with the
 * engine's socket has another name and not the folder. Without privileges the folder's name is still to be seen.
 */
const isLocal = (address: string, answer: Fields, machine: Machine): boolean =>
  address.startsWith('unix://') &&
  !text(answer['OperatingSystem']).startsWith('Docker Desktop') &&
  text(answer['KernelVersion']) === machine.kernel &&
  text(answer['Name']) === machine.hostName &&
  machine.hasFolder(text(answer['DockerRootDir']))

function capabilitiesOf(api: Spoken, answer: Fields, isRootless: boolean): ReadonlySet<EngineCapability> {
  const isV1 = text(answer['CgroupVersion']) !== '2'
  // Podman names its API 1.41 in all versions, and its build endpoint is buildah's, not BuildKit.
  const has: Readonly<Record<EngineCapability, boolean>> = {
    'volume-subpath': isAtLeast(api.version, '1.45'),
    buildkit: !isPodman(answer) && api.builderVersion !== '1' && isAtLeast(api.version, '1.39'),
    'live-restore': answer['LiveRestoreEnabled'] === true,
    'pids-limit': answer['PidsLimit'] === true,
    'memory-limit': answer['MemoryLimit'] === true,
    // Older engines and podman name the quota's switch CpuCfsQuota, both spell it so in /info.
    'cpu-limit': answer['CpuCfsQuota'] === true && answer['CpuCfsPeriod'] === true,
    pause: !(isRootless && isV1),
    'own-files': true,
  }
  const names: readonly EngineCapability[] = [
    'volume-subpath',
    'buildkit',
    'live-restore',
    'pids-limit',
    'memory-limit',
    'cpu-limit',
    'pause',
    'own-files',
  ]
  return new Set(names.filter((name) => has[name]))
}

const missingLimits = (capabilities: ReadonlySet<EngineCapability>): readonly string[] =>
  (['memory', 'cpu', 'pids'] as const)
    .filter((what) => !capabilities.has(`${what}-limit`))
    .map((what) => `the engine can't limit ${what}: workers run without that limit`)
