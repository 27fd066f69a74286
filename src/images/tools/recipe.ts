import { join } from 'node:path'
import type { BuildSpec } from '../../engines/engine.ts'
import { fingerprint, formatInputs, layerInputs, shortFingerprint } from '../plan/fingerprint.ts'
import { pinnedName } from '../tags.ts'

/** Which tools this hal gives its workers: the base, which all have, or the base with one agent. */
export interface ToolsRecipe {
  /** `undefined`: the base alone. */
  readonly agent: string | undefined
  readonly title: string
  readonly fingerprint: string
  readonly inputs: string
  readonly build: Pick<BuildSpec, 'contextDir' | 'dockerfile' | 'generated' | 'args'>
  /** Built first. */
  readonly on: ToolsRecipe | undefined
  /** `hal/tools:3f9c2a1`, `hal/tools-claude:81c0d2e` */
  readonly image: string
  readonly keeper: string
}

export const toolsNames = (
  agent: string | undefined,
  full: string,
): Pick<ToolsRecipe, 'image' | 'keeper'> => {
  const name = agent === undefined ? 'tools' : `tools-${agent}`
  return { image: pinnedName(name, full), keeper: `hal.${name}.${shortFingerprint(full)}` }
}

/**
 * Reads `docker/tools` in hal's own package. The image that tools are compiled on counts by its name, not by its id: a newer Debian under
 * the same name makes no tool stale, and the id would cost a call.
 */
export async function readToolsRecipe({
  packageDir,
  base,
}: {
  readonly packageDir: string
  readonly base: string
}): Promise<ToolsRecipe> {
  const dir = join(packageDir, 'docker', 'tools')
  const source = { dir, dockerfile: 'Dockerfile', target: undefined, args: {}, platform: '' }
  const inputs = await layerInputs({ ...source, parent: base })
  const full = fingerprint(inputs)
  return {
    ...{ agent: undefined, title: 'hal tools', on: undefined },
    ...{ fingerprint: full, inputs: formatInputs(inputs), ...toolsNames(undefined, full) },
    build: { contextDir: dir, dockerfile: 'Dockerfile', args: { BASE: base } },
  }
}
