import type { RemoteFailure } from './remote-failure.ts'

/** What an engine, or the way to one, can refuse. Facts only: `present/` has the sentences. */
export type EngineFailure =
  | RemoteFailure
  | { readonly reason: 'no-engine'; readonly tried: readonly EngineAttempt[] }
  | { readonly reason: 'engine-lost'; readonly address: string; readonly detail: string }
  | { readonly reason: 'engine-denied'; readonly address: string; readonly detail: string }
  | {
      readonly reason: 'engine-refused'
      readonly what: string
      readonly status: number
      readonly detail: string
    }
  /** The disk that holds images, containers and volumes is full. `tail`: what was said last. */
  | {
      readonly reason: 'engine-disk-full'
      readonly address: string
      readonly what: string
      readonly tail: readonly string[]
    }
  | { readonly reason: 'name-taken'; readonly name: string }
  | { readonly reason: 'no-such-container'; readonly id: string }
  | { readonly reason: 'not-running'; readonly id: string }
  | { readonly reason: 'container-running'; readonly id: string }
  | { readonly reason: 'no-such-image'; readonly image: string; readonly detail: string }
  | { readonly reason: 'image-in-use'; readonly image: string; readonly detail: string }
  /** `registry`: its host, `docker.io` where the image's name has none. `image` is the same where no image is meant, but the registry itself. */
  | {
      readonly reason: 'registry-denied'
      readonly image: string
      readonly registry: string
      readonly detail: string
    }
  /** `mayPass`: trying again makes sense, as with a lost connection; not with a certificate that nobody knows. */
  | {
      readonly reason: 'registry-unreachable'
      readonly image: string
      readonly registry: string
      readonly detail: string
      readonly mayPass: boolean
    }
  | { readonly reason: 'no-buildkit'; readonly engine: string }
  /** The engine's client has no `buildx` plugin, or isn't there. */
  | { readonly reason: 'no-buildx'; readonly detail: string }
  | { readonly reason: 'buildx-refused'; readonly detail: string }
  /** It can't read what it was sent to build: Docker with containerd's image store, before 27.5 (moby/moby#47717). */
  | { readonly reason: 'context-refused'; readonly detail: string }
  | {
      readonly reason: 'build-failed'
      readonly step: string
      readonly exitCode: number | undefined
      readonly tail: readonly string[]
    }
  /** Workers would be processes of a machine that is no container. */
  | { readonly reason: 'no-isolation' }
  /** hal's tools aren't on this machine, where the process engine needs them. */
  | { readonly reason: 'no-tools-here'; readonly path: string }
  /** Where the process engine keeps what it knows. */
  | { readonly reason: 'engine-folder-unwritable'; readonly path: string; readonly detail: string }
  | { readonly reason: 'not-supported'; readonly what: string; readonly engine: string }
  | { readonly reason: 'cancelled'; readonly what: string }

/** One place an engine was looked for, and what came of it. */
export interface EngineAttempt {
  /** `--engine`, `DOCKER_HOST`, `the docker context "desktop-linux"`, `podman` … */
  readonly via: string
  readonly address: string | undefined
  /** `nothing listens there`, `permission denied`, `not installed`, `the same` … */
  readonly outcome: string
}
