import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  always,
  fetchedBy,
  generatedDockerfile,
  run,
  scriptsFolder,
  stepsOf,
  unreachedStatus,
  word,
} from '../declare/dockerfile.ts'
import { formatPins } from '../declare/layer-pins.ts'
import { loadScripts } from '../declare/load-profile.ts'
import type { Pin } from '../declare/pins.ts'
import type { FetchedTool } from '../declare/recipe.ts'
import { toolAddresses } from '../declare/tool-address.ts'
import type { ImageFailure } from '../image-failure.ts'
import { fingerprint, formatInputs, layerInputs } from '../plan/fingerprint.ts'
import type { AgentTools } from './agents.ts'
import { type ToolsRecipe, toolsNames } from './recipe.ts'

/** The base tools and one layer with the agent: a new version of it builds that layer alone. */
export async function readAgentRecipe(
  agent: AgentTools,
  on: ToolsRecipe,
  packageDir: string,
): Promise<ToolsRecipe> {
  const scripts = {
    ...(await loadScripts(packageDir)),
    [`${scriptsFolder}/set-loader`]: await readFile(join(packageDir, 'docker/tools/set-loader'), 'utf8'),
  }
  const contextDir = join(packageDir, 'docker/build/no-context')
  const generated = { ...scripts, [generatedDockerfile]: dockerfileOf(agent, (tool) => agent.pins[tool]) }
  const inputs = await layerInputs({
    ...{ dir: contextDir, dockerfile: generatedDockerfile, only: [] },
    ...{ target: undefined, args: {}, platform: '', parent: on.fingerprint, pins: agent.pins },
    generated: { ...scripts, [generatedDockerfile]: dockerfileOf(agent, () => undefined) },
  })
  const full = fingerprint(inputs)
  return {
    ...{ agent: agent.name, title: `hal tools with ${agent.name}`, on },
    ...{ fingerprint: full, inputs: formatInputs(inputs), ...toolsNames(agent.name, full) },
    pins: formatPins(agent.pins),
    build: {
      ...{ contextDir, dockerfile: generatedDockerfile, generated },
      args: { ...on.build.args, TOOLS: on.image },
    },
  }
}

/** Leaves the places of a pin as they stand. */
const unpinned: Pin = { version: '{version}', sums: {} }

function dockerfileOf(
  { name, fetch, commands }: AgentTools,
  pinOf: (tool: string) => Pin | undefined,
): string {
  const dir = `/tools/agents/${name}/${(pinOf(name) ?? unpinned).version}`
  const inDir = (tool: FetchedTool): FetchedTool => ({
    ...tool,
    put: Object.fromEntries(Object.entries(tool.put).map(([from, to]) => [from, `${dir}${to}`])),
  })
  const recipe = {
    packages: [
      { kind: 'installed', suite: undefined, names: ['ca-certificates', 'curl', 'xz-utils'] } as const,
    ],
    fetch: fetch.map(inDir),
  }
  return [
    'ARG BASE',
    'ARG TOOLS',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's own.
    'FROM ${BASE} AS agent',
    ...stepsOf(recipe, ({ name: tool, source }) => toolAddresses(source, pinOf(tool) ?? unpinned)),
    run(always, ['find', dir, '-type', 'f', '-exec', '/hal/set-loader', '{}', '+']),
    ...Object.entries(commands).map(([command, words]) =>
      commandStep(
        command,
        words.map((text) => text.replaceAll('{dir}', dir)),
      ),
    ),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's own.
    'FROM ${TOOLS}',
    'COPY --from=agent /tools /tools',
    '',
  ].join('\n')
}

/** In `/tools/bin`, first in a worker's PATH, and right in `/tools`, where others look who mount it. */
function commandStep(command: string, words: readonly string[]): string {
  const file = `/tools/bin/${command}`
  const script = `#!/bin/sh\nexec ${words.map(word).join(' ')} "$@"\n`
  const make =
    words.length === 1
      ? `ln -s ${words.map(word).join('')} ${file}`
      : `echo ${Buffer.from(script).toString('base64')} | base64 -d > ${file} && chmod 755 ${file}`
  return `RUN mkdir -p /tools/bin && ${make} && ln -s bin/${command} /tools/${command}`
}

/** An agent that could not be fetched is told from other failed builds. */
export function unreachedAgent({ agent }: ToolsRecipe, failure: ImageFailure): ImageFailure {
  if (agent === undefined || failure.reason !== 'build-failed' || failure.exitCode !== unreachedStatus)
    return failure
  if (fetchedBy(failure.step) === undefined) return failure
  return { reason: 'agent-unreachable', agent, detail: failure.tail.at(-1) ?? '' }
}
