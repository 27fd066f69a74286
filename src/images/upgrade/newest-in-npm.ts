import { fail, ok, type Result } from '../../lib/result.ts'
import type { WebFailure } from '../../lib/web.ts'
import type { Pin } from '../declare/pins.ts'
import { forArchitectures, npmPackage } from '../declare/tool-address.ts'
import { compareVersions, isOfLine, isRelease, isWord, newestOf } from '../declare/versions.ts'
import type { Asking, Newest } from './newest.ts'

/** What a registry says of one package. */
interface Packument {
  readonly address: string
  readonly latest: string | undefined
  /** By version: its archive's sum, where it has one that counts. */
  readonly sums: ReadonlyMap<string, string | undefined>
  readonly deprecated: ReadonlySet<string>
}

/** One architecture's package, and how its versions are called. */
interface Part {
  readonly architecture: string
  readonly packument: Packument
  readonly called: (version: string) => string
}

/**
 * The newest release that is there for every architecture: of the pin's line, or up to what the registry calls latest. A maker that has
 * published one architecture and not yet the other has released nothing yet.
 */
export async function newestInNpm(
  wanted: string,
  { line, sums }: Pin,
  asking: Asking,
): Promise<Result<Newest, WebFailure>> {
  const parts: Part[] = []
  for (const { architecture, text } of forArchitectures(wanted, sums)) {
    const { name, version } = npmPackage(text)
    const known = parts.find(({ packument }) => packument.address === addressOf(name, asking))
    const packument = known === undefined ? await packumentOf(name, asking) : ok(known.packument)
    if (!packument.ok) return packument
    const called = (release: string) => version.replaceAll('{version}', release)
    parts.push({ architecture, packument: packument.value, called })
  }
  const isThere = (version: string) =>
    parts.every(({ packument, called }) => packument.sums.has(called(version)))
  const version = newestOf(releasesIn(parts, line).filter(isThere))
  if (version === undefined)
    return fail({
      address: parts[0]?.packument.address ?? '',
      why: `it has no release${line === undefined ? '' : ` of the line ${line}`} for every architecture`,
      status: 200,
    })
  const found = parts.flatMap(({ architecture, packument, called }) => {
    const sum = packument.sums.get(called(version))
    return sum === undefined ? [] : [[architecture, sum] as const]
  })
  return ok({ version, sums: found.length === parts.length ? Object.fromEntries(found) : {} })
}

/** What may be chosen from, there for all architectures or not. */
function releasesIn(parts: readonly Part[], line: string | undefined): readonly string[] {
  const [first] = parts
  if (first === undefined) return []
  const [before = '', behind = ''] = first.called('{version}').split('{version}')
  const latest = parts.flatMap(({ packument }) => packument.latest ?? [])
  const isWanted = (version: string) =>
    line === undefined
      ? latest.every((newest) => compareVersions(version, newest) <= 0)
      : isOfLine(version, line)
  const isSound = (version: string) =>
    isRelease(version) && !parts.some(({ packument, called }) => packument.deprecated.has(called(version)))
  return [...first.packument.sums.keys()]
    .filter((name) => name.startsWith(before) && name.endsWith(behind))
    .map((name) => name.slice(before.length, name.length - behind.length))
    .filter((version) => isWord(version) && isWanted(version))
    .filter((version) => isSound(version) || latest.includes(version))
}

const addressOf = (name: string, { npmRegistry }: Asking): string =>
  `${npmRegistry}/${name.replace('/', '%2f')}`

async function packumentOf(name: string, asking: Asking): Promise<Result<Packument, WebFailure>> {
  const address = addressOf(name, asking)
  // The short form: no texts about the package, a tenth of the size.
  const answer = await asking.web.text(address, { accept: 'application/vnd.npm.install-v1+json' })
  if (!answer.ok) return answer
  try {
    return ok(readPackument(address, JSON.parse(answer.value)))
  } catch {
    return fail({ address, why: 'what it answers is no package of an npm registry', status: 200 })
  }
}

function readPackument(address: string, parsed: unknown): Packument {
  const { versions, 'dist-tags': tags } = fields(parsed)
  const { latest } = fields(tags)
  const all = Object.entries(fields(versions)).map(([version, facts]) => [version, fields(facts)] as const)
  if (all.length === 0) throw new TypeError('no versions')
  return {
    address,
    latest: typeof latest === 'string' ? latest : undefined,
    sums: new Map(all.map(([version, { dist }]) => [version, sumIn(fields(dist)['integrity'])])),
    deprecated: new Set(
      all.filter(([, { deprecated }]) => typeof deprecated === 'string').map(([version]) => version),
    ),
  }
}

/** Very old packages have none, or a weaker one: those are held to nothing by it. */
const sumIn = (integrity: unknown): string | undefined =>
  typeof integrity === 'string'
    ? integrity.split(/\s+/).find((sum) => /^sha512-[A-Za-z0-9+/]+={0,2}$/.test(sum))
    : undefined

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
