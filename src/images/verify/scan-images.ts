import type { Engine, ImageFile } from '../../engines/engine.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { isPublicCertificates, type OwnSecret } from './own-secrets.ts'
import { isKnownExample, secretsIn } from './secret-shapes.ts'

/** A secret that lies in an image, in a layer or in what is said of it. */
export interface FoundSecret {
  readonly what: string
  /** Empty: in its environment, labels or history. */
  readonly path: string
}

export interface ScannedImage {
  readonly reference: string
  /** The image from outside at its bottom: what that has, hal did not put there. */
  readonly base: string
}

/**
 * Looks for secrets in every file of every layer of these images, deleted ones included, each layer once. Answers what is in each; nothing
 * is kept or written meanwhile but a piece of one file.
 */
export async function scanImages(
  engine: Engine,
  images: readonly ScannedImage[],
  { own, signal }: { readonly own: readonly OwnSecret[]; readonly signal?: AbortSignal | undefined },
): Promise<Result<ReadonlyMap<string, readonly FoundSecret[]>, ImageFailure>> {
  const found = new Map<string, FoundSecret[]>()
  const everybodys = new Set<OwnSecret>()
  const bySecret = new Map<FoundSecret, OwnSecret>()
  const add = (part: string, secret: FoundSecret): void => {
    found.set(part, [...(found.get(part) ?? []), secret])
  }
  const uncertified = own.filter(({ isCertificate }) => !isCertificate)
  const look = async ({ part, path, content }: ImageFile): Promise<void> => {
    const kinds = new Set<string>()
    for await (const text of pieces(content)) {
      if (!isKnownExample(path)) for (const what of secretsIn(text)) kinds.add(what)
      const wanted = text.includes('BEGIN CERTIFICATE') ? own : uncertified
      for (const secret of wanted) {
        if (!text.includes(secret.text)) continue
        if (isPublicCertificates(path)) everybodys.add(secret)
        else {
          const one = { what: secret.what, path }
          bySecret.set(one, secret)
          add(part, one)
        }
      }
    }
    for (const what of kinds) add(part, { what, path })
  }
  const references = new Set(images.flatMap(({ reference, base }) => [reference, base]))
  const read = await engine.readImages([...references], look, signal)
  if (!read.ok) return read
  const inParts = (parts: readonly string[]): readonly FoundSecret[] =>
    parts.flatMap((part) => found.get(part) ?? [])
  return ok(
    new Map(
      images.map(({ reference, base }) => {
        const below = read.value.get(base) ?? []
        for (const secret of inParts(below)) {
          const mine = bySecret.get(secret)
          if (mine !== undefined) everybodys.add(mine)
        }
        const parts = (read.value.get(reference) ?? []).filter((part) => !below.includes(part))
        const secrets = inParts(parts).filter((secret) => {
          const mine = bySecret.get(secret)
          return mine === undefined || !everybodys.has(mine)
        })
        return [reference, distinct(secrets)]
      }),
    ),
  )
}

function distinct(secrets: readonly FoundSecret[]): readonly FoundSecret[] {
  return [...new Map(secrets.map((secret) => [`${secret.what} ${secret.path}`, secret])).values()]
}

/** A piece holds most files whole; a longer one comes in several, which overlap by more than a secret is long. */
const pieceBytes = 8 * 1024 ** 2
const overlapBytes = 16 * 1024

async function* pieces(content: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of content) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes < pieceBytes) continue
    const piece = Buffer.concat(chunks)
    yield piece.toString('latin1')
    chunks = [piece.subarray(-overlapBytes)]
    bytes = overlapBytes
  }
  if (bytes > 0) yield Buffer.concat(chunks).toString('latin1')
}
