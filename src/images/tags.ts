import { shortFingerprint } from './fingerprint.ts'

/** Where images go when they are pushed. Both empty: nowhere. */
export interface Destination {
  /** `ghcr.io`, `127.0.0.1:5000`; `undefined`: the engine's default registry. */
  readonly registry?: string | undefined
  readonly org?: string | undefined
  /** A further tag there, `1.2.0`. It moves: whoever builds that version anew pushes it anew. */
  readonly version?: string | undefined
}

/** All names of one profile's image. */
export interface ImageNames {
  /** `hal/python:3f9c2a1`: never moves. */
  readonly pinned: string
  /** `hal/python:latest`: the one built last. */
  readonly latest: string
  /** The same two at the destination, with its version between them; empty without one. The one that never moves comes first. */
  readonly remote: readonly string[]
}

/** The one place that computes image names: build, start, plan and push all ask here. */
export function imageNames(profile: string, fingerprint: string, destination: Destination = {}): ImageNames {
  const short = shortFingerprint(fingerprint)
  const remote = remoteRepository(profile, destination)
  const { version } = destination
  const tags = [short, ...(version === undefined ? [] : [version]), 'latest']
  return {
    pinned: pinnedName(profile, fingerprint),
    latest: latestName(profile),
    remote: remote === undefined ? [] : tags.map((tag) => `${remote}:${tag}`),
  }
}

/** `hal/python:3f9c2a1` */
export const pinnedName = (profile: string, fingerprint: string): string =>
  `${localRepository(profile)}:${shortFingerprint(fingerprint)}`

/** `hal/python:latest`, whatever its fingerprint. */
export const latestName = (profile: string): string => `${localRepository(profile)}:latest`

/** `hal/python`, what comes before the colon of every local tag of a profile. */
export const localRepository = (profile: string): string => `hal/${profile}`

function remoteRepository(profile: string, { registry, org }: Destination): string | undefined {
  // An empty value, as an environment variable may bring it, counts as none.
  const where = [registry, org].filter((part) => part !== undefined && part !== '')
  return where.length === 0 ? undefined : [...where, `hal-${profile}`].join('/')
}
