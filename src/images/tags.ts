import { shortFingerprint } from './plan/fingerprint.ts'

/** Where images go when they are pushed. Both empty: nowhere. */
export interface Destination {
  /** `ghcr.io`, `127.0.0.1:5000`; `undefined`: the engine's default registry. */
  readonly registry?: string | undefined
  readonly org?: string | undefined
  /** A further tag there, `1.2.0`. It moves: whoever builds that version anew pushes it anew. */
  readonly version?: string | undefined
  /** The commit that the declaration is from, where nothing was changed since. */
  readonly commit?: string | undefined
}

/** All names of one profile's image. */
export interface ImageNames {
  /** `hal/python:3f9c2a1`: never moves. */
  readonly pinned: string
  /** `hal/python:latest`: the one built last. */
  readonly latest: string
  /** At the destination, empty without one: the fingerprint and the commit, which never move, then the version and `latest`. */
  readonly remote: readonly string[]
}

/** The one place that computes image names: build, start, plan and push all ask here. */
export function imageNames(profile: string, fingerprint: string, destination: Destination = {}): ImageNames {
  const short = shortFingerprint(fingerprint)
  const remote = remoteRepository(profile, destination)
  const { version, commit } = destination
  const tags = [
    short,
    ...(commit === undefined ? [] : [commitTag(commit)]),
    ...(version === undefined || version === '' ? [] : [version]),
    'latest',
  ]
  return {
    pinned: pinnedName(profile, fingerprint),
    latest: latestName(profile),
    remote: remote === undefined ? [] : [...new Set(tags)].map((tag) => `${remote}:${tag}`),
  }
}

/** `git-3f9c2a1b0d4e`. */
const commitTag = (commit: string): string => `git-${commit.slice(0, 12)}`

/** Whether a name is that of a commit, which never moves. */
export const isCommitName = (reference: string): boolean => /:git-[0-9a-f]{12}$/.test(reference)

/** Whether engines and registries take it for a name: `127.0.0.1:5000/team/hal-python:1.2.0`. */
export const isReference = (text: string): boolean =>
  /^(?:(?:localhost|[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+|[a-zA-Z0-9-]+(?=:))(?::\d+)?\/)?(?:[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*\/)*[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*:\w[\w.-]{0,127}$/.test(
    text,
  )
/** The same, of an image from outside: its tag may be left out, or its digest stand there. */
export function isBaseReference(text: string): boolean {
  const [, name = '', digest] = /^([^@]*)(@sha256:[0-9a-f]{64})?$/.exec(text) ?? []
  const isTagged = name.lastIndexOf(':') > name.lastIndexOf('/')
  return isReference(isTagged ? name : `${name}:latest`) && (digest !== undefined || !text.includes('@'))
}

/** Where the steps of earlier builds are kept at the destination: `cache`, of all steps, and what was pushed last. Empty without one. */
export function cacheNames(profile: string, destination: Destination): readonly string[] {
  const remote = remoteRepository(profile, destination)
  return remote === undefined ? [] : [`${remote}:cache`, `${remote}:latest`]
}
/** `hal/python:3f9c2a1` */
export const pinnedName = (profile: string, fingerprint: string): string =>
  `${localRepository(profile)}:${shortFingerprint(fingerprint)}`

/** `hal/python:latest`, whatever its fingerprint. */
export const latestName = (profile: string): string => `${localRepository(profile)}:latest`

/** `hal/python`, what comes before the colon of every local tag of a profile. */
export const localRepository = (profile: string): string => `hal/${profile}`

/** `hal/python:latest`, `hal/python` → `python`; `undefined` for names that no profile's image has here. */
export const localProfile = (reference: string): string | undefined =>
  /^hal\/([^/:@]+)(?::[^/@]+)?$/.exec(reference)?.[1]

function remoteRepository(profile: string, { registry, org }: Destination): string | undefined {
  // An empty value, as an environment variable may bring it, counts as none.
  const where = [registry, org].filter((part) => part !== undefined && part !== '')
  return where.length === 0 ? undefined : [...where, `hal-${profile}`].join('/')
}
