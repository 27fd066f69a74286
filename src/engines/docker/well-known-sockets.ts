import { join } from 'node:path'
import type { Surroundings } from './surroundings.ts'

/** One place where an engine puts its socket when nobody says otherwise. */
export interface WellKnownSocket {
  readonly via: string
  readonly path: (where: Pick<Surroundings, 'env' | 'home' | 'uid'>) => string
  /** Left out: everywhere. */
  readonly on?: NodeJS.Platform
  /** Podman's are what `--engine podman` means. */
  readonly isPodman?: true
}

const runtimeDir = ({ env, uid }: Pick<Surroundings, 'env' | 'uid'>): string =>
  env['XDG_RUNTIME_DIR'] || `/run/user/${uid}`
const inHome =
  (...parts: readonly string[]) =>
  ({ home }: { readonly home: string }): string =>
    join(home, ...parts)

/** What `default` means, as a docker context. */
export const defaultSocket = '/var/run/docker.sock'

/** In the order they are tried. */
export const wellKnownSockets: readonly WellKnownSocket[] = [
  { via: 'the default socket', path: () => defaultSocket },
  { via: 'rootless Docker', path: (where) => join(runtimeDir(where), 'docker.sock'), on: 'linux' },
  { via: 'Docker Desktop', path: inHome('.docker', 'run', 'docker.sock') },
  { via: 'Docker Desktop', path: inHome('.docker', 'desktop', 'docker.sock'), on: 'linux' },
  { via: 'Colima', path: inHome('.colima', 'default', 'docker.sock') },
  { via: 'Colima', path: inHome('.config', 'colima', 'default', 'docker.sock') },
  { via: 'OrbStack', path: inHome('.orbstack', 'run', 'docker.sock'), on: 'darwin' },
  { via: 'Rancher Desktop', path: inHome('.rd', 'docker.sock') },
  {
    via: 'podman',
    path: (where) => join(runtimeDir(where), 'podman', 'podman.sock'),
    on: 'linux',
    isPodman: true,
  },
  { via: 'podman', path: () => '/run/podman/podman.sock', on: 'linux', isPodman: true },
  {
    via: 'podman machine',
    path: inHome('.local', 'share', 'containers', 'podman', 'machine', 'podman.sock'),
    on: 'darwin',
    isPodman: true,
  },
  {
    via: 'podman machine',
    path: inHome('.local', 'share', 'containers', 'podman', 'machine', 'qemu', 'podman.sock'),
    on: 'darwin',
    isPodman: true,
  },
]
