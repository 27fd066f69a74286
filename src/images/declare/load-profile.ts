import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { closest } from '../../lib/closest.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { Fault, ImageFailure } from '../image-failure.ts'
import { mayTake } from './copied-paths.ts'
import { badProfile } from './declaration.ts'
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

/** What came of a declaration. One that is refused says all the same which profile it would stand on, as that may not be there either. */
export type LoadedProfile = Result<ReadProfile, ImageFailure> & { readonly standsOn?: string }

/** Reads the declaration in a folder; `undefined` where there is none of that name. All that is wrong in it comes back together. */
export async function loadProfile(
  dir: string,
  declaredIn: 'profile.json' | 'layer.json',
  workshop: Workshop,
): Promise<LoadedProfile | undefined> {
  const name = basename(dir)
  const file = join(dir, declaredIn)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { declared, faults } = parseProfile({ name, text })
  const { description, parent, how, args, detect, promises, budget } = declared
  const built =
    how === undefined
      ? undefined
      : how.kind === 'recipe'
        ? generate(file, how.recipe, { ...workshop, isRoot: parent?.kind === 'image' })
        : await byHand({ dir, name, declaredIn: file }, how)
  const promised = promisesOf(promises ?? {}, workshop.pins)
  const failure = together(file, [...faults, ...promised.faults], built)
  if (failure !== undefined)
    return { ...fail(failure), ...(parent?.kind === 'profile' && { standsOn: parent.name }) }
  // Without a fault, all of it could be read.
  const whole = { name, description, parent, args, budget } as Omit<
    Declaration,
    'detect' | 'how' | 'promises'
  >
  return ok({
    ...{ ...whole, dir, detect, promises: promised.kept, isLayer: declaredIn === 'layer.json' },
    ...(built as { readonly value: Built }).value,
  })
}

/** One failure of all that is wrong. What is wrong of another file is said in its own words where it is all. */
function together(
  file: string,
  faults: readonly Fault[],
  built: Result<Built, ImageFailure> | undefined,
): ImageFailure | undefined {
  if (built === undefined || built.ok) return badProfile(file, faults)
  const { failure } = built
  return faults.length === 0 ? failure : withFaults(failure, { file, faults })
}

/** The same failure of a declaration (of `file`), and what else is wrong there before it. */
export function withFaults(
  failure: ImageFailure,
  { file, faults }: { readonly file: string; readonly faults: readonly Fault[] },
): ImageFailure {
  if (failure.reason === 'missing-file') {
    const missing = {
      path: 'dockerfile',
      expected: 'a file that is there',
      got: JSON.stringify(failure.file),
    }
    return badProfile(file, [...faults, { ...missing, suggestion: undefined }]) ?? failure
  }
  if (failure.reason !== 'bad-profile') return failure
  const { path, expected, got, suggestion, others = [] } = failure
  const own = { path: failure.file === file ? path : 'dockerfile', expected, got, suggestion }
  return badProfile(file, [...faults, own, ...others]) ?? failure
}

/** Leaves the places of a pin as they stand. */
const unpinned: Pin = { version: '{version}', sums: {} }

type Built = Pick<
  Profile,
  | 'dockerfile'
  | 'target'
  | 'generated'
  | 'unpinned'
  | 'pins'
  | 'fetch'
  | 'packages'
  | 'env'
  | 'command'
  | 'only'
  | 'untaken'
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
    // What it says of the image counts apart, and what it says to people doesn't.
    ...(mayTake(text, basename(declaredIn)) ? {} : { untaken: [basename(declaredIn)] }),
  })
}

function generate(
  file: string,
  recipe: Recipe,
  { pins, scripts, isRoot }: Workshop & { readonly isRoot: boolean },
): Result<Built, ImageFailure> {
  const unknown = recipe.fetch.filter(({ name }) => !pins.has(name))
  const failure = badProfile(
    file,
    unknown.map(({ name }) => notPinned(`fetch.${name}`, name, pins)),
  )
  if (failure !== undefined) return fail(failure)
  const textWith = (pinOf: (tool: string) => Pin | undefined) => {
    const addresses = ({ name, source }: FetchedTool) => toolAddresses(source, pinOf(name) ?? unpinned)
    return dockerfileOf({ recipe, addresses, isRoot })
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
    ...(recipe.command && { command: recipe.command }),
  })
}

function promisesOf(
  promises: Declaration['promises'],
  pins: Pins,
): { readonly kept: Profile['promises']; readonly faults: readonly Fault[] } {
  const kept: Record<string, string> = {}
  const faults: Fault[] = []
  for (const [tool, version] of Object.entries(promises)) {
    const said = version === 'pinned' ? pins.get(tool)?.version : version
    if (said === undefined) faults.push(notPinned(`promises.${tool}`, tool, pins))
    else kept[tool] = said
  }
  return { kept, faults }
}

const notPinned = (path: string, tool: string, pins: Pins): Fault => ({
  path,
  expected: 'a tool that hal or a pins.json of yours pins',
  got: 'one that neither does',
  suggestion: closest(tool, [...pins.keys()]),
})
