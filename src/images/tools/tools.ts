import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { BuildEvent, ContainerSpec, Engine } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { imageLabels } from '../labels.ts'
import { unreachedAgent } from './agent-recipe.ts'
import type { ToolsRecipe } from './recipe.ts'

/** The volume that every worker mounts read-only at /tools. */
export interface ToolsVolume {
  readonly fingerprint: string
  readonly volume: string
}

export interface ToolsInput {
  readonly recipe: ToolsRecipe
  /** What the build's steps see and no layer holds: a company's CA bundle, a mirror's address. */
  readonly secrets?: Readonly<Record<string, Buffer>> | undefined
  /** `HTTP_PROXY` and friends. */
  readonly proxy?: Readonly<Record<string, string>> | undefined
  /** Called once, where they aren't there. */
  readonly onBegin?: (() => void) | undefined
  readonly onEvent?: ((event: BuildEvent) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Answers the tools volume, made first when it isn't there. When it is, this costs one list call to the engine.
 *
 * A volume can't say that it is whole: its labels are fixed before anything is in it, and a fill may be killed at any moment. So each
 * fill gets a volume of its own with a random name, and only once it is filled and looked at, a container is made that is never
 * started: the keeper. Its name `hal.tools.<fingerprint>` can exist once on an engine, its label says which volume, its mount keeps
 * `docker volume prune` away. No keeper, no volume: a half-filled one is never used. Of two hals that fill at once, the second finds the
 * name taken, throws its own away and takes the first one's. (Dots: no worker's container can have such a name.)
 */
export async function ensureTools(
  engine: Engine,
  input: ToolsInput,
): Promise<Result<ToolsVolume, ImageFailure>> {
  const { recipe } = input
  const kept = await findKept(engine, recipe)
  if (!kept.ok) return kept
  if (kept.value !== undefined) return ok(kept.value)
  input.onBegin?.()
  const built = await ensureToolsImage(engine, recipe, input)
  if (!built.ok) return built
  return fillVolume(engine, recipe)
}

const otherFillPatienceMs = 10_000
const lookAgainMs = 20

async function findKept(
  engine: Engine,
  recipe: ToolsRecipe,
): Promise<Result<ToolsVolume | undefined, ImageFailure>> {
  const keepers = await engine.list({
    [imageLabels.kind]: 'tools-keeper',
    [imageLabels.fingerprint]: recipe.fingerprint,
  })
  if (!keepers.ok) return keepers
  const volume = keepers.value.find(({ name }) => name === recipe.keeper)?.labels[imageLabels.volume]
  return ok(volume === undefined ? undefined : { fingerprint: recipe.fingerprint, volume })
}

/** Of an agent's tools, those that they stand on first. */
async function ensureToolsImage(
  engine: Engine,
  recipe: ToolsRecipe,
  input: ToolsInput,
): Promise<Result<void, ImageFailure>> {
  const image = await engine.image(recipe.image)
  if (!image.ok) return image
  if (image.value?.labels[imageLabels.fingerprint] === recipe.fingerprint) return ok(undefined)
  if (recipe.on !== undefined) {
    const below = await ensureToolsImage(engine, recipe.on, input)
    if (!below.ok) return below
  }
  const built = await engine.build(
    {
      ...recipe.build,
      tags: [recipe.image],
      labels: {
        [imageLabels.kind]: 'tools',
        [imageLabels.fingerprint]: recipe.fingerprint,
        [imageLabels.inputs]: recipe.inputs,
        [imageLabels.pins]: recipe.pins,
        'org.opencontainers.image.title': recipe.title,
      },
      args: { ...input.proxy, ...recipe.build.args },
      ...(input.secrets === undefined ? {} : { secrets: input.secrets }),
    },
    input.onEvent ?? (() => {}),
    input.signal,
  )
  return built.ok ? ok(undefined) : fail(unreachedAgent(recipe, built.failure))
}

async function fillVolume(engine: Engine, recipe: ToolsRecipe): Promise<Result<ToolsVolume, ImageFailure>> {
  const id = randomBytes(4).toString('hex')
  const volume = `${recipe.keeper}.${id}`
  const labels = { [imageLabels.kind]: 'tools', [imageLabels.fingerprint]: recipe.fingerprint }
  const made = await engine.ensureVolume(volume, labels)
  if (!made.ok) return made
  const filler = await createFiller(engine, { recipe, volume, name: `${recipe.keeper}.fill.${id}` })
  const filled = filler.ok ? await isFilled(engine, { recipe, volume, filler: filler.value }) : filler
  const kept = filled.ok ? await keep(engine, recipe, volume) : filled
  // Until there is a keeper, nothing else holds the volume. One that can't be removed is left to `prune`.
  if (filler.ok) await engine.remove(filler.value, { force: true })
  // In use by its keeper, it stays; otherwise nobody will ever ask for it again. A kill before this line leaves it to `prune`.
  if (!kept.ok || kept.value.volume !== volume) await engine.removeVolume(volume)
  return kept
}

/** The engine copies the image's /tools into the empty volume while it makes the container, before it answers. */
function createFiller(
  engine: Engine,
  { recipe, volume, name }: { readonly recipe: ToolsRecipe; readonly volume: string; readonly name: string },
): Promise<Result<string, ImageFailure>> {
  const labels = {
    [imageLabels.kind]: 'tools-fill',
    [imageLabels.fingerprint]: recipe.fingerprint,
    [imageLabels.volume]: volume,
  }
  return engine.create(neverStarted({ recipe, volume, name, labels, isReadOnly: false }))
}

async function isFilled(
  engine: Engine,
  {
    recipe,
    volume,
    filler,
  }: { readonly recipe: ToolsRecipe; readonly volume: string; readonly filler: string },
): Promise<Result<void, ImageFailure>> {
  const last = await engine.readFile(filler, '/tools/bin/hal-worker', { maxBytes: 1 })
  if (!last.ok) return last
  return last.value === undefined
    ? fail({
        reason: 'no-tools',
        detail: `the engine did not copy ${recipe.image} into the volume ${volume}`,
      })
    : ok(undefined)
}

async function keep(
  engine: Engine,
  recipe: ToolsRecipe,
  volume: string,
): Promise<Result<ToolsVolume, ImageFailure>> {
  const labels = {
    [imageLabels.kind]: 'tools-keeper',
    [imageLabels.fingerprint]: recipe.fingerprint,
    [imageLabels.volume]: volume,
  }
  const keeper = await engine.create(
    neverStarted({ recipe, volume, name: recipe.keeper, labels, isReadOnly: true }),
  )
  if (keeper.ok) return ok({ fingerprint: recipe.fingerprint, volume })
  if (keeper.failure.reason !== 'name-taken') return keeper
  const others = await findOthers(engine, recipe)
  if (!others.ok) return others
  const detail = `a container that is not hal's has the name ${recipe.keeper}`
  return others.value === undefined ? fail({ reason: 'no-tools', detail }) : ok(others.value)
}

/** An engine takes a name before it lists the container: who finds the name taken may be a moment too early. */
async function findOthers(
  engine: Engine,
  recipe: ToolsRecipe,
): Promise<Result<ToolsVolume | undefined, ImageFailure>> {
  const deadline = performance.now() + otherFillPatienceMs
  for (;;) {
    const kept = await findKept(engine, recipe)
    if (!kept.ok || kept.value !== undefined || performance.now() > deadline) return kept
    await setTimeout(lookAgainMs)
  }
}

const neverStarted = (container: {
  readonly recipe: ToolsRecipe
  readonly volume: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly isReadOnly: boolean
}): ContainerSpec => ({
  name: container.name,
  image: container.recipe.image,
  labels: container.labels,
  entrypoint: ['/tools/bin/tini'],
  command: ['--version'],
  env: {},
  user: '0:0',
  workdir: '/',
  hostname: 'tools',
  network: 'none',
  mounts: [{ kind: 'volume', volume: container.volume, target: '/tools', isReadOnly: container.isReadOnly }],
  limits: { memoryBytes: 64 * 1024 ** 2, cpus: 1, pids: 16 },
})
