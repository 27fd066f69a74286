import { createLimiter } from '../../lib/limiter.ts'
import { fail, ok } from '../../lib/result.ts'
import type { EngineResult, Image, Labels } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { refused, statusOf } from './refused.ts'

/** The image of that name or id; `undefined` when the engine has none. */
export async function findImage(api: DockerApi, reference: string): EngineResult<Image | undefined> {
  try {
    const image = api.docker.getImage(reference)
    const found: Inspected = await image.inspect()
    const unpacked = isKeptPacked(found) ? unpackedBytes(await historyOf(image)) : 0
    return ok(toImage(found, unpacked === 0 ? found.Size : unpacked))
  } catch (thrown) {
    if (statusOf(thrown) === 404) return ok(undefined)
    return fail(refused(api, `look at the image ${reference}`, thrown))
  }
}

/** An engine that keeps images in containerd counts them as they came, packed, and names no folders that their layers lie in. */
const isKeptPacked = ({ GraphDriver }: Inspected): boolean => (GraphDriver?.Data ?? null) === null

type Layered = Pick<ReturnType<DockerApi['docker']['getImage']>, 'history'>

/** Its layers as they lie unpacked; one that was never unpacked, as for another platform, has none. */
async function historyOf(image: Layered): Promise<readonly { readonly Size: number }[]> {
  try {
    return await image.history()
  } catch (thrown) {
    if (statusOf(thrown) === 404) return []
    throw thrown
  }
}

const unpackedBytes = (history: readonly { readonly Size: number }[]): number =>
  history.reduce((sum, { Size }) => sum + Size, 0)

/** An engine may have hundreds of images, and has one socket. */
const looksAtOnce = 16

/** Images that carry all of `labels`, those without a name included. */
export async function listImages(api: DockerApi, labels: Labels): EngineResult<readonly Image[]> {
  const label = Object.entries(labels).map(([key, value]) => `${key}=${value}`)
  try {
    // The list knows neither architecture nor environment: each image is looked at, some side by side.
    const listed = await api.docker.listImages({ filters: { label } })
    const inTurn = createLimiter(looksAtOnce)
    const found = await Promise.all(listed.map(({ Id }) => inTurn(() => findImage(api, Id))))
    const failed = found.find((image) => !image.ok)
    if (failed !== undefined && !failed.ok) return failed
    // One that was removed meanwhile is just not there.
    return ok(found.flatMap((image) => (image.ok && image.value !== undefined ? [image.value] : [])))
  } catch (thrown) {
    return fail(refused(api, 'list images', thrown))
  }
}

/** Gives an image one more name. */
export async function tagImage(api: DockerApi, reference: string, newReference: string): EngineResult<void> {
  const { repository: repo, tag } = splitReference(newReference)
  try {
    await api.docker.getImage(reference).tag({ repo, tag })
    return ok(undefined)
  } catch (thrown) {
    if (statusOf(thrown) === 404) return fail({ reason: 'no-such-image', image: reference, detail: '' })
    return fail(refused(api, `tag ${reference} as ${newReference}`, thrown))
  }
}

/** A name that is the image's last takes the image with it; one of several is just taken away. */
export async function removeImage(api: DockerApi, reference: string): EngineResult<void> {
  try {
    await api.docker.getImage(reference).remove()
    return ok(undefined)
  } catch (thrown) {
    if (statusOf(thrown) === 404) return ok(undefined)
    const failure = refused(api, `remove the image ${reference}`, thrown)
    // Podman says it with status 500.
    const isHeld = failure.reason === 'engine-refused' && /container|in use/i.test(failure.detail)
    return fail(isHeld ? { reason: 'image-in-use', image: reference, detail: failure.detail } : failure)
  }
}

/** `127.0.0.1:5000/a/b:c` → `127.0.0.1:5000/a/b` and `c`; without a tag: `latest`. */
export function splitReference(reference: string): { readonly repository: string; readonly tag: string } {
  const colon = reference.lastIndexOf(':')
  return colon > reference.lastIndexOf('/')
    ? { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) }
    : { repository: reference, tag: 'latest' }
}

/** The engine answers null for what is empty; dockerode's types don't say so. */
interface Inspected {
  readonly Id: string
  readonly RepoTags: readonly string[] | null
  readonly RepoDigests: readonly string[] | null
  readonly Size: number
  readonly Created: string
  readonly Architecture: string
  readonly GraphDriver?: { readonly Data: unknown } | null
  readonly Config: { readonly Labels: Labels | null; readonly Env: readonly string[] | null } | null
}

const toImage = (found: Inspected, sizeBytes: number): Image => ({
  id: found.Id,
  references: found.RepoTags ?? [],
  digests: found.RepoDigests ?? [],
  labels: found.Config?.Labels ?? {},
  sizeBytes,
  createdAt: new Date(found.Created),
  architecture: found.Architecture,
  env: found.Config?.Env ?? [],
})
