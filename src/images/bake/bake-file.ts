import type { Labels } from '../../engines/engine.ts'
import { scriptsContext, stageOf } from '../declare/dockerfile.ts'
import { type Origin, originLabels, profileImageLabels } from '../labels.ts'
import { formatInputs } from '../plan/fingerprint.ts'
import { formatParts, layerParts } from '../plan/parts.ts'
import type { Layer } from '../plan/plan.ts'

/** A `docker-bake.json`: what `docker buildx bake` builds. Its fields are named as buildx names them. */
export interface BakeFile {
  readonly group: { readonly default: { readonly targets: readonly string[] } }
  readonly target: Readonly<Record<string, BakeTarget>>
}

interface BakeTarget {
  readonly context: string
  readonly contexts?: Readonly<Record<string, string>>
  readonly dockerfile?: string
  readonly 'dockerfile-inline'?: string
  readonly target?: string
  readonly args: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
  readonly tags: readonly string[]
  readonly platforms?: readonly string[]
  readonly secret?: readonly string[]
  readonly 'cache-from'?: readonly string[]
  readonly 'cache-to'?: readonly string[]
  readonly output?: readonly string[]
  readonly pull?: boolean
  readonly 'no-cache'?: boolean
}

export interface BakeOptions {
  /** The layers that are built for their own sake; the others are there for what stands on them. */
  readonly built: ReadonlySet<string>
  /** Empty: the builder's own. */
  readonly platforms: readonly string[]
  /** For the labels. */
  readonly origins: ReadonlyMap<string, Origin>
  readonly tagsOf: (layer: Layer) => readonly string[]
  readonly cacheFrom: (layer: string) => readonly string[]
  readonly cacheTo: (layer: string) => readonly string[]
  /** Where an image goes: `type=docker`, `type=registry`; `undefined`: where buildx is told to bring it. */
  readonly output: string | undefined
  /** Build args for every layer that no fingerprint counts. */
  readonly ambientArgs: Readonly<Record<string, string>>
  /** The root of hal's own package. */
  readonly packageDir: string
  /** In buildx's own notation. */
  readonly secrets: readonly string[]
  /** Further ones, for the Dockerfiles of the person's profiles. */
  readonly personsSecrets?: readonly string[]
  /** For the labels; left out of what somebody else builds one day. */
  readonly createdAt?: Date | undefined
  readonly isPullForced: boolean
  readonly isCacheDisabled: boolean
}

/**
 * One target a layer, parents first, the same names and labels as a build through the engine gives. Pure.
 *
 * A generated Dockerfile that stands on another one has it in front of it as a stage: every BuildKit can do that, and builds a stage that
 * many targets have once. A Dockerfile by hand, and what stands on it, is tied to its parent's target, which takes a BuildKit from 2022.
 */
export function bakeFile(layers: readonly Layer[], options: BakeOptions): BakeFile {
  const ids = targetIds(layers.map(({ profile }) => profile.name))
  const byName = new Map(layers.map((layer) => [layer.profile.name, layer]))
  const idOf = (name: string): string => ids.get(name) ?? name
  const targets = layers.map((layer) => [
    idOf(layer.profile.name),
    { ...source(layer, { byName, idOf, options }), ...facts(layer, options) },
  ])
  const built = layers.filter(({ profile }) => options.built.has(profile.name))
  return {
    group: { default: { targets: built.map(({ profile }) => idOf(profile.name)) } },
    target: Object.fromEntries(targets),
  }
}

/** Names of layers → names of targets, which have neither dots nor two of a kind. */
export function targetIds(names: readonly string[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>()
  const taken = new Set(names.filter((name) => !name.includes('.')))
  for (const name of names) {
    let id = name
    if (name.includes('.')) {
      const plain = name.replaceAll('.', '_')
      id = plain
      for (let count = 2; taken.has(id); count += 1) id = `${plain}_${count}`
      taken.add(id)
    }
    ids.set(name, id)
  }
  return ids
}

/** As buildx reads it: `${` and `%{` in a text would be its own templates. */
export const bakeText = (file: BakeFile): string =>
  `${JSON.stringify(file, undefined, 2).replaceAll(/[$%](?=\{)/g, '$&$&')}\n`

interface Neighbours {
  readonly byName: ReadonlyMap<string, Layer>
  readonly idOf: (name: string) => string
  readonly options: BakeOptions
}

/** The name of the context that a target's parent is. No stage of a person's Dockerfile is called that. */
const parentContext = 'hal-parent'

type Source = Pick<
  BakeTarget,
  'context' | 'contexts' | 'dockerfile' | 'dockerfile-inline' | 'target' | 'args'
>

function source(layer: Layer, { byName, idOf, options }: Neighbours): Source {
  const { profile } = layer
  const chain = stagesBelow(layer, byName)
  const root = chain[0] ?? layer
  const { parent } = root.profile
  const tie =
    parent.kind === 'image'
      ? { PARENT: parent.reference }
      : { PARENT: parentContext, contexts: { [parentContext]: `target:${idOf(parent.name)}` } }
  const { PARENT, ...contexts } = tie
  const args = { ...options.ambientArgs, ...profile.args, PARENT }
  if (!isGenerated(layer))
    return {
      context: profile.dir,
      ...contexts,
      dockerfile: profile.dockerfile,
      ...(profile.target === undefined ? {} : { target: profile.target }),
      args,
    }
  const stages = chain.map(({ profile: { name, dockerfile, generated, parent: on } }, index) =>
    stageOf(generated[dockerfile] ?? '', {
      name,
      on: index === 0 || on.kind === 'image' ? undefined : on.name,
    }),
  )
  return {
    context: scriptsContext(options.packageDir),
    ...contexts,
    'dockerfile-inline': stages.join('\n'),
    args,
  }
}

/** The generated layers that a generated layer stands on without one by hand between them, the lowest first, and itself. */
function stagesBelow(layer: Layer, byName: ReadonlyMap<string, Layer>): readonly Layer[] {
  const { parent } = layer.profile
  const below = parent.kind === 'profile' ? byName.get(parent.name) : undefined
  return below !== undefined && isGenerated(layer) && isGenerated(below)
    ? [...stagesBelow(below, byName), layer]
    : [layer]
}

const isGenerated = ({ profile }: Layer): boolean => profile.generated[profile.dockerfile] !== undefined

/** What of its parent's labels is about the parent alone. */
function inheritedLabels({ profile: { parent } }: Layer, { origins }: BakeOptions): Labels {
  const below = parent.kind === 'profile' ? origins.get(parent.name) : undefined
  return below === undefined ? {} : originLabels(below)
}

function facts(layer: Layer, options: BakeOptions): Omit<BakeTarget, keyof Source> {
  const { profile, fingerprint, inputs, parentImage } = layer
  const { platforms, output, personsSecrets = [] } = options
  const secrets = [
    ...options.secrets,
    ...(profile.isPersons === true && !isGenerated(layer) ? personsSecrets : []),
  ]
  const cacheFrom = options.cacheFrom(profile.name)
  const cacheTo = options.cacheTo(profile.name)
  return {
    labels: profileImageLabels({
      ...profile,
      fingerprint,
      inputs: formatInputs(inputs),
      parts: formatParts(layerParts(layer)),
      parentImage,
      missing: [],
      ...(options.createdAt === undefined ? {} : { createdAt: options.createdAt }),
      origin: options.origins.get(profile.name) ?? profile,
      inherited: inheritedLabels(layer, options),
    }),
    tags: options.tagsOf(layer),
    ...(platforms.length === 0 ? {} : { platforms }),
    ...(secrets.length === 0 ? {} : { secret: secrets }),
    ...(cacheFrom.length === 0 ? {} : { 'cache-from': cacheFrom }),
    ...(cacheTo.length === 0 ? {} : { 'cache-to': cacheTo }),
    ...(output === undefined ? {} : { output: [output] }),
    ...(options.isPullForced ? { pull: true } : {}),
    ...(options.isCacheDisabled ? { 'no-cache': true } : {}),
  }
}
