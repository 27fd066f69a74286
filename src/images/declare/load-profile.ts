import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { dockerfileOf, generatedDockerfile, scriptsFolder } from './dockerfile.ts'
import { type Declaration, parseProfile } from './parse-profile.ts'
import type { Pin, Pins } from './pins.ts'
import type { Profile, ReadProfile } from './profile.ts'
import type { FetchedTool, Recipe } from './recipe.ts'
import { toolAddresses } from './tool-address.ts'

/** What every declaration is read with. */
export interface Workshop {
  readonly pins: Pins
  /** The scripts that generated Dockerfiles run, by path in the context. */
  readonly scripts: Readonly<Record<string, string>>
}

export async function loadScripts(packageDir: string): Promise<Workshop['scripts']> {
  const read = async (name: string) =>
    [`${scriptsFolder}/${name}`, await readFile(join(packageDir, 'docker', 'build', name), 'utf8')] as const
  return Object.fromEntries(await Promise.all(['apt', 'fetch'].map(read)))
}

/** Reads the declaration in a folder; `undefined` where there is none of that name. */
export async function loadProfile(
  dir: string,
  declaredIn: 'profile.json' | 'layer.json',
  workshop: Workshop,
): Promise<Result<ReadProfile, ImageFailure> | undefined> {
  const name = basename(dir)
  const file = join(dir, declaredIn)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const declared = parseProfile({ name, file, text })
  if (!declared.ok) return declared
  const { how } = declared.value
  const built =
    how.kind === 'recipe'
      ? generate(file, declared.value, how.recipe, workshop)
      : await byHand({ dir, name, declaredIn: file }, how)
  if (!built.ok) return built
  const promises = promisesOf(file, declared.value, workshop.pins)
  if (!promises.ok) return promises
  const { description, parent, args, detect, budget } = declared.value
  return ok({
    ...{ name, description, parent, dir, args, detect, budget },
    ...built.value,
    promises: promises.value,
    isLayer: declaredIn === 'layer.json',
  })
}

/** Leaves the places of a pin as they stand. */
const unpinned: Pin = { version: '{version}', sums: {} }

type Built = Pick<
  Profile,
  'dockerfile' | 'target' | 'generated' | 'unpinned' | 'pins' | 'fetch' | 'packages' | 'env' | 'only'
>

async function byHand(
  { dir, name, declaredIn }: { readonly dir: string; readonly name: string; readonly declaredIn: string },
  { dockerfile, target }: { readonly dockerfile: string; readonly target: string | undefined },
): Promise<Result<Built, ImageFailure>> {
  const file = join(dir, dockerfile)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined && dockerfile === 'Dockerfile')
    return fail({
      reason: 'bad-profile',
      ...{
        file: declaredIn,
        path: '',
        expected: 'packages, fetch, env or command, or a Dockerfile beside it',
      },
      ...{ got: 'none of them', suggestion: undefined },
    })
  if (text === undefined) return fail({ reason: 'missing-file', file, neededBy: name })
  // Docker 20.10 doesn't refuse a Dockerfile that has no stage: dockerd itself crashes.
  if (!/^\s*FROM\s/im.test(text))
    return fail({
      reason: 'bad-profile',
      ...{ file, path: '', expected: 'a line that begins with FROM', got: 'none', suggestion: undefined },
    })
  return ok({
    ...{ dockerfile, target, generated: {}, unpinned: {}, pins: {} },
    fetch: [],
  })
}

function generate(
  file: string,
  { parent }: Declaration,
  recipe: Recipe,
  { pins, scripts }: Workshop,
): Result<Built, ImageFailure> {
  const unknown = recipe.fetch.find(({ name }) => !pins.has(name))
  if (unknown !== undefined) return fail(notPinned(file, `fetch.${unknown.name}`))
  const textWith = (pinOf: (tool: string) => Pin | undefined) => {
    const addresses = ({ name, source }: FetchedTool) => toolAddresses(source, pinOf(name) ?? unpinned)
    return dockerfileOf({ recipe, addresses, isRoot: parent.kind === 'image' })
  }
  const used = recipe.fetch.flatMap(({ name }) => {
    const pin = pins.get(name)
    return pin === undefined ? [] : [[name, pin] as const]
  })
  return ok({
    dockerfile: generatedDockerfile,
    target: undefined,
    generated: { ...scripts, [generatedDockerfile]: textWith((tool) => pins.get(tool)) },
    unpinned: { ...scripts, [generatedDockerfile]: textWith(() => undefined) },
    pins: Object.fromEntries(used),
    // Its steps take nothing of the folder.
    only: [],
    ...{ fetch: recipe.fetch, packages: recipe.packages, env: recipe.env },
  })
}

function promisesOf(
  file: string,
  { promises }: Declaration,
  pins: Pins,
): Result<Profile['promises'], ImageFailure> {
  const kept: Record<string, string> = {}
  for (const [tool, version] of Object.entries(promises)) {
    const said = version === 'pinned' ? pins.get(tool)?.version : version
    if (said === undefined) return fail(notPinned(file, `promises.${tool}`))
    kept[tool] = said
  }
  return ok(kept)
}

const notPinned = (file: string, path: string): ImageFailure => ({
  reason: 'bad-profile',
  ...{ file, path },
  expected: 'a tool that hal or a pins.json of yours pins',
  got: 'one that it does not',
  suggestion: undefined,
})
