import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { closest } from '../../lib/closest.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import { at, bad, checked, list, parseJson, record, string } from '../declare/declaration.ts'
import type { LayerPins } from '../declare/layer-pins.ts'
import { recipeOf } from '../declare/parse-recipe.ts'
import type { Pins } from '../declare/pins.ts'
import type { FetchedTool } from '../declare/recipe.ts'
import type { ImageFailure } from '../image-failure.ts'

/**
 * An agent's CLI as a tool, as `docker/tools/agents/NAME.json` declares it:
 *
 *   { "description": "Gemini CLI",
 *     "fetch": { "gemini": { "npm": "@google/gemini-cli",       its own, at the pinned version, and what it needs besides
 *                            "put": { "package/bundle": "/bundle" } },
 *                "node": { … } },
 *     "commands": { "gemini": ["{dir}/node", "{dir}/bundle/gemini.js"] } }
 *
 * Where a declaration puts things, `/` is the agent's own folder of that version, `{dir}` in a command.
 */
export interface AgentTools {
  readonly name: string
  readonly description: string
  /** Of what is named like the agent. */
  readonly version: string
  readonly fetch: readonly FetchedTool[]
  readonly pins: LayerPins
  readonly commands: Readonly<Record<string, readonly string[]>>
}

/** By name. */
export type Agents = ReadonlyMap<string, AgentTools>

/** Reads all that hal ships. */
export async function loadAgents(packageDir: string, pins: Pins): Promise<Result<Agents, ImageFailure>> {
  const folder = join(packageDir, 'docker', 'tools', 'agents')
  // A package without agents has the base tools all the same.
  const files = await readdir(folder).catch(() => [])
  const agents = new Map<string, AgentTools>()
  for (const name of files.filter((file) => file.endsWith('.json')).sort()) {
    const file = join(folder, name)
    const agent = parseAgent({ file, text: await readFile(file, 'utf8'), pins })
    if (!agent.ok) return agent
    agents.set(agent.value.name, agent.value)
  }
  return ok(agents)
}

/** The agent of that name, or a failure that knows what was meant. */
export function findAgent(agents: Agents, name: string): Result<AgentTools, ImageFailure> {
  const agent = agents.get(name)
  if (agent !== undefined) return ok(agent)
  const known = [...agents.keys()]
  return fail({ reason: 'unknown-agent', agent: name, suggestion: closest(name, known), known })
}

export const parseAgent = ({
  file,
  text,
  pins,
}: {
  readonly file: string
  readonly text: string
  readonly pins: Pins
}): Result<AgentTools, ImageFailure> =>
  checked(file, () => {
    const name = basename(file, '.json')
    const fields = record(parseJson(text), '')
    for (const key of Object.keys(fields))
      if (!known.includes(key)) bad(key, `one of ${known.join(', ')}`, key, closest(key, known))
    const { fetch = [] } = recipeOf({ fetch: fields['fetch'] ?? {} }) ?? {}
    if (!fetch.some((tool) => tool.name === name)) bad('fetch', `${name} among what is fetched`, 'none of it')
    const used = fetch.map((tool) => {
      const pin = pins.get(tool.name)
      return pin === undefined
        ? bad(at('fetch', tool.name), 'a tool that is pinned', 'one that is not')
        : ([tool.name, pin] as const)
    })
    return {
      name,
      description: string(fields['description'], 'description'),
      version: pins.get(name)?.version ?? '',
      fetch,
      pins: Object.fromEntries(used),
      commands: commandsOf(fields['commands'] ?? {}),
    }
  })

const known = ['description', 'fetch', 'commands']

function commandsOf(value: unknown): AgentTools['commands'] {
  const commands = Object.entries(record(value, 'commands')).map(([name, words]) => {
    const path = at('commands', name)
    if (!/^[a-z0-9][a-z0-9._-]*$/.test(name)) bad(path, 'a name in lower-case letters', name)
    const line = list(words, path)
    return line[0]?.startsWith('{dir}/') === true
      ? ([name, line] as const)
      : bad(path, 'a command that begins with {dir}/', line[0] ?? 'nothing')
  })
  return commands.length === 0 ? bad('commands', 'at least one', 'none') : Object.fromEntries(commands)
}
