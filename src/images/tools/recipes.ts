import { ok, type Result } from '../../lib/result.ts'
import type { ImagesContext } from '../context.ts'
import { loadPins } from '../declare/pins.ts'
import type { ImageFailure } from '../image-failure.ts'
import { readAgentRecipe } from './agent-recipe.ts'
import { type Agents, findAgent, loadAgents } from './agents.ts'
import { readToolsRecipe, type ToolsRecipe } from './recipe.ts'

/** The recipes of all tools that hal knows, each read once. */
export interface Recipes {
  base(): Promise<ToolsRecipe>
  agents(): Promise<Result<Agents, ImageFailure>>
  /** Those of an agent; the base's without one. */
  of(agent: string | undefined): Promise<Result<ToolsRecipe, ImageFailure>>
  /** Of all of them, as far as they can be read. */
  fingerprints(): Promise<ReadonlySet<string>>
}

export function openRecipes({
  packageDir,
  pinFiles,
  toolsBase,
}: Pick<ImagesContext, 'packageDir' | 'pinFiles' | 'toolsBase'>): Recipes {
  let read: Promise<ToolsRecipe> | undefined
  const base = () => {
    read ??= readToolsRecipe({ packageDir, base: toolsBase })
    return read
  }
  const agents = async () => {
    const pins = await loadPins(packageDir, pinFiles)
    return pins.ok ? loadAgents(packageDir, pins.value) : pins
  }
  const of = async (name: string | undefined): Promise<Result<ToolsRecipe, ImageFailure>> => {
    if (name === undefined) return ok(await base())
    const known = await agents()
    const agent = known.ok ? findAgent(known.value, name) : known
    return agent.ok ? ok(await readAgentRecipe(agent.value, await base(), packageDir)) : agent
  }
  return {
    base,
    agents,
    of,
    fingerprints: async () => {
      const [on, known] = await Promise.all([base(), agents()])
      const recipes = known.ok ? [...known.value.values()] : []
      const all = await Promise.all(recipes.map((agent) => readAgentRecipe(agent, on, packageDir)))
      return new Set([on, ...all].map(({ fingerprint }) => fingerprint))
    },
  }
}
