import type { Engine } from '../../engines/engine.ts'
import { byName } from '../../lib/by-name.ts'
import { ok, type Result } from '../../lib/result.ts'
import { changedPins } from '../declare/layer-pins.ts'
import type { ImageFailure } from '../image-failure.ts'
import { imageLabels } from '../labels.ts'
import { type ToolsRecipe, toolsNamed } from './recipe.ts'
import type { Recipes } from './recipes.ts'

/** One version of tools that workers get, or have. */
export interface ToolsState {
  /** `undefined`: the base, without an agent. */
  readonly agent: string | undefined
  readonly description: string
  /** The agent's; `undefined` for the base, and where nothing says it any more. */
  readonly version: string | undefined
  readonly fingerprint: string
  /** What a worker would get that starts now. */
  readonly isCurrent: boolean
  /** Whether its image is here, of which a volume is filled. */
  readonly isBuilt: boolean
  /** `undefined`: the next worker waits for its fill. */
  readonly volume: string | undefined
  /** Of its image; `undefined` where that isn't here. */
  readonly sizeBytes: number | undefined
}

/** Those of now, the base first, then older ones. */
export async function toolsStates(
  engine: Engine,
  recipes: Recipes,
): Promise<Result<readonly ToolsState[], ImageFailure>> {
  const agents = await recipes.agents()
  if (!agents.ok) return agents
  const [images, keepers] = await Promise.all([
    engine.images({ [imageLabels.kind]: 'tools' }),
    engine.list({ [imageLabels.kind]: 'tools-keeper' }),
  ])
  if (!images.ok) return images
  if (!keepers.ok) return keepers
  const current: ToolsRecipe[] = [await recipes.base()]
  for (const name of agents.value.keys()) {
    const recipe = await recipes.of(name)
    if (!recipe.ok) return recipe
    current.push(recipe.value)
  }
  const built = images.value.filter(({ references, labels }) => toolsNamed(references, labels) !== undefined)
  const kept = keepers.value.filter(({ name, labels }) => toolsNamed([name], labels) !== undefined)
  const saidBy = (labels: Readonly<Record<string, string>>) => labels[imageLabels.fingerprint]
  const stateOf = (agent: string | undefined, fingerprint: string) => {
    const image = built.find(({ labels }) => saidBy(labels) === fingerprint)
    const keeper = kept.find(({ labels }) => saidBy(labels) === fingerprint)
    return {
      ...{ agent, fingerprint, isBuilt: image !== undefined, sizeBytes: image?.sizeBytes },
      description:
        agent === undefined ? 'what every worker has' : (agents.value.get(agent)?.description ?? ''),
      volume: keeper?.labels[imageLabels.volume],
      version: agent === undefined ? undefined : versionIn(image?.labels[imageLabels.pins], agent),
    }
  }
  const now = current.map(
    ({ agent, fingerprint }): ToolsState => ({
      ...stateOf(agent, fingerprint),
      version: agent === undefined ? undefined : agents.value.get(agent)?.version,
      isCurrent: true,
    }),
  )
  const known = new Set(now.map(({ fingerprint }) => fingerprint))
  const older = [
    ...kept.map(({ name, labels }) => ({ names: [name], labels })),
    ...built.map(({ references, labels }) => ({ names: references, labels })),
  ].flatMap(({ names, labels }): readonly ToolsState[] => {
    const fingerprint = saidBy(labels) ?? ''
    if (known.has(fingerprint)) return []
    known.add(fingerprint)
    return [{ ...stateOf(toolsNamed(names, labels)?.agent, fingerprint), isCurrent: false }]
  })
  return ok([...now, ...older.sort((a, b) => byName(a.agent ?? '', b.agent ?? ''))])
}

/** As an image's label says it. */
const versionIn = (label: string | undefined, agent: string): string | undefined =>
  changedPins(label, {}).find(({ tool }) => tool === agent)?.from
