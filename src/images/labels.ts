import type { Labels } from '../engines/engine.ts'
import { formatPins, type LayerPins } from './declare/layer-pins.ts'

/** The labels by which hal knows its images, its tools volumes and what keeps them. */
export const imageLabels = {
  kind: 'dev.hal.kind',
  profile: 'dev.hal.profile',
  /** Where its profile is declared, as a digest: another project may have one of the same name. */
  home: 'dev.hal.home',
  fingerprint: 'dev.hal.fingerprint',
  inputs: 'dev.hal.inputs',
  /** What it was made of, piece by piece: see `LayerParts`. */
  parts: 'dev.hal.parts',
  /** The pinned versions of what its own recipe fetches: `codex=0.169.0 node=24.21.0`. */
  pins: 'dev.hal.pins',
  /** The tools that it was built without, as they could not be reached: names with commas between them. */
  missing: 'dev.hal.missing',
  /** What it can do: `git=2.39,curl=7.88`. */
  capabilities: 'dev.hal.capabilities',
  volume: 'dev.hal.volume',
} as const

/** The tools that an image was built without. */
export const missingIn = (labels: Labels): readonly string[] =>
  (labels[imageLabels.missing] ?? '').split(',').filter((name) => name !== '')

/** What an image says of itself: its tools and their versions. Nothing where its label says nothing. */
export const capabilitiesIn = (labels: Labels): ReadonlyMap<string, string> =>
  new Map(
    (labels[imageLabels.capabilities] ?? '').split(',').flatMap((one) => {
      const [tool = '', version = ''] = one.trim().split('=', 2)
      return tool === '' ? [] : [[tool, version] as const]
    }),
  )

/** When hal built it: an image from the cache of an earlier build says of itself when that was. */
export function builtAt({ labels, createdAt }: { readonly labels: Labels; readonly createdAt: Date }): Date {
  const said = new Date(labels[created] ?? '')
  return Number.isNaN(said.getTime()) ? createdAt : said
}

const created = 'org.opencontainers.image.created'

/** The name of the image that an image was built on. */
export const standsOn = (labels: Labels): string | undefined => labels[baseName]

const baseName = 'org.opencontainers.image.base.name'

/** What every image of a profile carries: hal's own labels and the OCI ones. An image that is built from it inherits them, so a label alone proves nothing: the name must fit too. */
export function profileImageLabels(profile: {
  readonly name: string
  readonly description: string
  readonly home: string
  readonly fingerprint: string
  readonly inputs: string
  readonly parts: string
  readonly pins: LayerPins
  readonly parentImage: string
  /** Tools that it was built without, its parent's among them. */
  readonly missing: readonly string[]
  readonly origin: Origin
  /** What its parent's labels are: those of them that say something about the parent alone are emptied, as no label can be taken away. */
  readonly inherited: Labels
  /** Without it, they are the same for every build of the same inputs. */
  readonly createdAt?: Date
}): Labels {
  return {
    [imageLabels.kind]: 'profile',
    [imageLabels.profile]: profile.name,
    [imageLabels.home]: profile.home,
    [imageLabels.fingerprint]: profile.fingerprint,
    [imageLabels.inputs]: profile.inputs,
    [imageLabels.parts]: profile.parts,
    [imageLabels.pins]: formatPins(profile.pins),
    [imageLabels.missing]: profile.missing.join(','),
    'org.opencontainers.image.title': `hal ${profile.name}`,
    'org.opencontainers.image.description': profile.description,
    ...(profile.createdAt === undefined ? {} : { [created]: profile.createdAt.toISOString() }),
    [baseName]: profile.parentImage,
    [imageLabels.capabilities]: formatCapabilities(profile.origin.promises, profile.missing),
    ...emptied(profile.inherited),
    ...originLabels(profile.origin),
  }
}

/** Where an image comes from, and what a person may count on in it. No fingerprint counts any of it. */
export interface Origin {
  /** The repository of its declaration. */
  readonly url?: string | undefined
  /** Its commit, where nothing was changed since. */
  readonly commit?: string | undefined
  /** Of its profile and all that it stands on. */
  readonly promises: Readonly<Record<string, string>>
}

const formatCapabilities = (promises: Origin['promises'], missing: readonly string[]): string =>
  Object.entries(promises)
    .filter(([tool]) => !missing.includes(tool))
    .map(([tool, version]) => (version === '' ? tool : `${tool}=${version}`))
    .join(',')

const about = { url: 'org.opencontainers.image.source', commit: 'org.opencontainers.image.revision' } as const

/** Where it comes from, as labels. */
export const originLabels = ({ url, commit }: Origin): Labels => ({
  ...(url === undefined ? {} : { [about.url]: url }),
  ...(commit === undefined ? {} : { [about.commit]: commit }),
})

const emptied = (inherited: Labels): Labels =>
  Object.fromEntries(
    Object.values(about)
      .filter((label) => inherited[label] !== undefined)
      .map((label) => [label, '']),
  )
