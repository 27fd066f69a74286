import { join } from 'node:path'
import type { BuildSpec, Labels } from '../../engines/engine.ts'
import { imageLabels } from '../labels.ts'
import { fingerprint, formatInputs, layerInputs, shortFingerprint } from '../plan/fingerprint.ts'
import { pinnedName } from '../tags.ts'

/** Which tools this hal gives its workers: the base, which all have, or the base with one agent. */
export interface ToolsRecipe {
  /** `undefined`: the base alone. */
  readonly agent: string | undefined
  readonly title: string
  readonly fingerprint: string
  readonly inputs: string
  /** `claude=2.1.330`; empty for the base. */
  readonly pins: string
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

/** Of an image or a keeper that says it is hal's tools: its name, and whose it is. `undefined`: it is called otherwise, so it only inherited what it says. */
export function toolsNamed(
  names: readonly string[],
  labels: Labels,
): { readonly name: string; readonly agent: string | undefined } | undefined {
  const short = shortFingerprint(labels[imageLabels.fingerprint] ?? '')
  for (const name of names) {
    const [, agent, end] = /^hal[./]tools(?:-([a-z0-9][a-z0-9_-]*))?[:.]([0-9a-f]+)$/.exec(name) ?? []
    if (end !== undefined && end === short) return { name, agent }
  }
  return undefined
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
    ...{ agent: undefined, title: 'hal tools', on: undefined, pins: '' },
    ...{ fingerprint: full, inputs: formatInputs(inputs), ...toolsNames(undefined, full) },
    build: { contextDir: dir, dockerfile: 'Dockerfile', args: { BASE: base } },
  }
}
