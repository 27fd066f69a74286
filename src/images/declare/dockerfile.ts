import { join } from 'node:path'
import type { FetchedTool, PackageSet, Recipe } from './recipe.ts'
import type { ToolAddress } from './tool-address.ts'

/** Where the generated files stand in the build's context. The scripts are apart: a step that mounts them must not change with the rest. */
export const generatedDockerfile = '.hal/Dockerfile'
export const scriptsFolder = '.hal/scripts'

/** Each step has one for itself while it works, and leaves it to the next: apt locks its folders, and with one for all, layers would wait for each other. */
const aptCaches = [
  '--mount=type=cache,id=hal-apt-cache,target=/var/cache/apt,sharing=private',
  '--mount=type=cache,id=hal-apt-lists,target=/var/lib/apt/lists,sharing=private',
]
/** The scripts of `docker/build`, and a company's CA bundle where there is one: in the step alone, in no layer. */
export const always = [
  `--mount=type=bind,source=${scriptsFolder},target=/hal`,
  '--mount=type=secret,id=ca,required=false',
]
/** What was fetched before, by its sum: several images have the same tools. */
const fetched = '--mount=type=cache,id=hal-fetch,target=/var/cache/hal-fetch'
/** The mirror in place of npm's own registry, where there is one: a secret, as an argument would be part of what the step is known by. */
const fromNpm = '--mount=type=secret,id=npm-registry,required=false'

export interface DockerfileInput {
  readonly recipe: Recipe
  readonly addresses: (tool: FetchedTool) => readonly ToolAddress[]
  /** It stands on no other layer, so it says what all of them rely on. */
  readonly isRoot: boolean
}

/** The Dockerfile of a declared layer: packages, then what is fetched (each in a step of its own), then the environment. */
export function dockerfileOf({ recipe, addresses, isRoot }: DockerfileInput): string {
  const { env, command } = recipe
  return [
    'ARG PARENT',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's own.
    'FROM ${PARENT}',
    ...stepsOf(recipe, addresses),
    // Whoever runs it, under whatever user id: as in /tmp.
    ...(isRoot ? ['RUN install -d -m 1777 /workspace', 'WORKDIR /workspace'] : []),
    // After the last step: no step of hal's may depend on what a person's variables say.
    ...Object.entries(env).map(([name, value]) => `ENV ${name}=${quoted(value)}`),
    ...(command === undefined ? [] : [`CMD ${JSON.stringify(command)}`]),
    '',
  ].join('\n')
}

/** What is installed, then what is fetched. */
export const stepsOf = (
  { packages, fetch }: Pick<Recipe, 'packages' | 'fetch'>,
  addresses: DockerfileInput['addresses'],
): readonly string[] => [
  ...packages.map((set) => run([...aptCaches, ...always], ['/hal/apt', ...aptWords(set)])),
  ...(fetch.length > 0 ? ['ARG TARGETARCH'] : []),
  ...fetch.map((tool) =>
    run(
      [fetched, ...always, ...(tool.source.kind === 'npm' ? [fromNpm] : [])],
      fetchCommand(tool, addresses(tool)),
    ),
  ),
]

/** The folder whose files the steps of a stage run: its build's whole context. */
export const scriptsContext = (packageDir: string): string => join(packageDir, 'docker', 'build')

/** The same Dockerfile as one stage of several, on the stage of another layer or (the first) on `PARENT`. */
export const stageOf = (
  dockerfile: string,
  { name, on }: { readonly name: string; readonly on: string | undefined },
): string =>
  dockerfile
    .replaceAll(`source=${scriptsFolder},`, '')
    .replace(
      /^ARG PARENT\nFROM .*$/m,
      (head) => `${on === undefined ? head : `FROM ${stageName(on)}`} AS ${stageName(name)}`,
    )

/** It begins with a letter, and is no image's. */
const stageName = (layer: string): string => `hal-${layer}`

/** The name of the tool that a step of such a Dockerfile fetches. */
export const fetchedBy = (step: string): string | undefined => /\/hal\/fetch (\S+)/.exec(step)?.[1]

/** The exit status of a step that could not reach what it fetches (`docker/build/fetch`). */
export const unreachedStatus = 69

/** The same Dockerfile without the steps that fetch these tools. */
export const withoutTools = (dockerfile: string, tools: readonly string[]): string =>
  dockerfile
    .split('\n')
    .filter((line) => !tools.includes(fetchedBy(line) ?? ''))
    .join('\n')

/** What such a step does, in a person's words: `fetch go`, `apt git jq`. */
export const stepWords = (step: string): string =>
  step
    .replace(/RUN \/hal\/fetch (\S+).*/s, 'fetch $1')
    .replace(/RUN \/hal\/apt --unpack (\S+).*/s, 'apt --unpack $1')
    .replace('RUN /hal/apt ', 'apt ')
    .replace(/^\[stage-0 +/, '[')

const aptWords = (set: PackageSet): readonly string[] => {
  if (set.kind === 'unpacked') return ['--unpack', set.name, ...set.files]
  return [...(set.suite === undefined ? [] : ['--suite', set.suite]), ...set.names]
}

const fetchCommand = (tool: FetchedTool, addresses: readonly ToolAddress[]): readonly string[] => [
  ...['/hal/fetch', tool.name],
  ...addresses.flatMap(({ architecture, url, sum }) => ['--on', architecture, url, sum ?? '-']),
  ...Object.entries(tool.put).flatMap(([from, to]) => ['--put', from, to]),
  ...Object.entries(tool.link).flatMap(([to, from]) => ['--link', from, to]),
]

export const run = (mounts: readonly string[], words: readonly string[]): string =>
  ['RUN', ...mounts, words.map(word).join(' ')].join(' ')

/** One word of POSIX sh. A backslash would be Docker's before it is the shell's. */
export const word = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`

/** A value of Docker's `ENV`, whatever is in it; `$PATH` means what it means there, and `$$` a dollar sign. */
const quoted = (text: string): string =>
  `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('$$', () => '\\$')}"`
