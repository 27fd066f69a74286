import { withoutComments } from '../../lib/jsonc.ts'
import { printable } from '../../lib/printable.ts'
import type { Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { at, bad, checked, list, parseJson, record, show, string, strings } from './declaration.ts'
import { fillText, isName } from './devcontainer-text.ts'
import { baseReference } from './parse-profile.ts'

/** What hal takes over of a project's devcontainer.json (containers.dev), and the names of what it doesn't. */
export interface Devcontainer {
  readonly description: string
  readonly base:
    | { readonly kind: 'image'; readonly image: string }
    | {
        readonly kind: 'dockerfile'
        /** Relative to the file's folder, as all its paths are. */
        readonly dockerfile: string
        readonly context: string
        readonly target: string | undefined
        readonly args: Readonly<Record<string, string>>
      }
  /** As Docker's `ENV` takes them, in double quotes. */
  readonly env: Readonly<Record<string, string>>
  /** What is run once in a new worker, in this order: a shell's line, or words. */
  readonly commands: readonly (string | readonly string[])[]
  readonly leftOut: readonly string[]
}

/** Checks the text of a devcontainer.json; the first thing that is wrong comes back with its place in the file. */
export const parseDevcontainer = (file: string, text: string): Result<Devcontainer, ImageFailure> =>
  checked(file, () => read(record(parseJson(withoutComments(text)), '')))

type Fields = Readonly<Record<string, unknown>>
/** Notes what is left out. */
type LeaveOut = (name: string, why?: string) => void

/** Fields that say nothing to hal: editors' own, and what workers have in any case. */
const silent = new Set([
  ...[
    '$schema',
    'name',
    'customizations',
    'settings',
    'extensions',
    'portsAttributes',
    'otherPortsAttributes',
  ],
  ...['updateRemoteUserUID', 'overrideCommand', 'init', 'waitFor', 'userEnvProbe', 'shutdownAction'],
])
const taken = new Set([
  ...['image', 'build', 'dockerFile', 'context', 'containerEnv', 'remoteEnv'],
  ...['onCreateCommand', 'updateContentCommand', 'postCreateCommand'],
])
const whyNot: Readonly<Record<string, string>> = {
  remoteUser: 'a worker runs as you',
  containerUser: 'a worker runs as you',
  forwardPorts: 'workers publish no ports',
  appPort: 'workers publish no ports',
  mounts: 'only your own config mounts',
  initializeCommand: 'nothing of a project runs on your machine',
}

function read(fields: Fields): Devcontainer {
  const leftOut: string[] = []
  const leaveOut: LeaveOut = (name, why) =>
    void leftOut.push(printable(why === undefined ? name : `${name} (${why})`))
  for (const [name, value] of Object.entries(fields))
    if (!silent.has(name) && !taken.has(name) && name !== 'dockerComposeFile' && !isEmpty(value))
      leaveOut(name, whyNot[name])
  return {
    description: printable(string(fields['name'] ?? 'the project’s devcontainer.json', 'name')),
    base: base(fields, leaveOut),
    env: Object.fromEntries(
      ['containerEnv', 'remoteEnv'].flatMap((name) => Object.entries(env(fields[name], name, leaveOut))),
    ),
    commands: ['onCreateCommand', 'updateContentCommand', 'postCreateCommand'].flatMap((name) =>
      commands(fields[name], name, leaveOut),
    ),
    leftOut,
  }
}

const isEmpty = (value: unknown): boolean =>
  value === false || value === null || (typeof value === 'object' && Object.keys(value).length === 0)

function base(fields: Fields, leaveOut: LeaveOut): Devcontainer['base'] {
  const { image, build: given, dockerFile, context, dockerComposeFile } = fields
  if (dockerComposeFile !== undefined)
    bad('dockerComposeFile', '"image" or "build", as a profile is one image', 'a compose file')
  const build = record(given ?? {}, 'build')
  const dockerfile = build['dockerfile'] ?? dockerFile
  if (dockerfile === undefined)
    return {
      kind: 'image',
      image: baseReference(
        filled(string(image ?? bad('', '"image" or "build"', 'neither'), 'image'), 'image'),
        'image',
      ),
    }
  for (const [name, value] of Object.entries(build))
    if (!['dockerfile', 'context', 'args', 'target'].includes(name) && !isEmpty(value))
      leaveOut(at('build', name))
  const { target } = build
  return {
    kind: 'dockerfile',
    dockerfile: filled(string(dockerfile, 'build.dockerfile'), 'build.dockerfile'),
    context: filled(string(build['context'] ?? context ?? '.', 'build.context'), 'build.context'),
    target: target === undefined ? undefined : word(string(target, 'build.target'), 'build.target'),
    args: args(build['args'], leaveOut),
  }
}

/** A text without which there is no image. */
function filled(text: string, path: string): string {
  const found = fillText(text)
  return found.kind === 'text' && !text.includes('\n')
    ? found.text
    : bad(path, 'a text without variables that hal has no value for', show(text))
}

const word = (text: string, path: string): string =>
  /^[\w.-]+$/.test(text) ? text : bad(path, 'the name of a stage', show(text))

function args(value: unknown, leaveOut: LeaveOut): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {}
  for (const [name, text] of Object.entries(strings(value ?? {}, 'build.args'))) {
    const found = fillText(text)
    if (found.kind === 'text') kept[name] = found.text
    else leaveOut(at('build.args', name), found.variable)
  }
  return kept
}

/** A variable whose value hal can't know, or that takes several lines, which no image can have, is left out. */
function env(value: unknown, path: string, leaveOut: LeaveOut): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {}
  for (const [name, text] of Object.entries(record(value ?? {}, path))) {
    const place = at(path, name)
    if (!isName(name)) bad(place, 'the name of a variable', name)
    if (text === null) {
      leaveOut(place, 'to unset it')
      continue
    }
    const found = fillText(string(text, place), ofDocker)
    if (found.kind === 'unknown') leaveOut(place, found.variable)
    else if (/[\r\n]/.test(found.text)) leaveOut(place, 'several lines')
    else kept[name] = found.text
  }
  return kept
}

/** In `ENV NAME="…"`, where a dollar means what the image has. */
const ofDocker = {
  plain: (text: string) => text.replaceAll(/[\\"$]/g, String.raw`\$&`),
  variable: (name: string, fallback: string | undefined) =>
    fallback === undefined
      ? `\${${name}}`
      : `\${${name}:-${fallback.replaceAll(/[\\"$}]/g, String.raw`\$&`)}}`,
}

/** A line, words, or several of both by name: those run one after the other. */
function commands(value: unknown, path: string, leaveOut: LeaveOut): Devcontainer['commands'] {
  if (value === undefined || isEmpty(value)) return []
  if (typeof value === 'object' && !Array.isArray(value))
    return Object.entries(record(value, path)).flatMap(([name, one]) =>
      commands(one, at(path, name), leaveOut),
    )
  const parts = (typeof value === 'string' ? [value] : list(value, path)).map((part) => fillText(part))
  const unknown = parts.find((part) => part.kind === 'unknown')
  if (unknown?.kind === 'unknown') {
    leaveOut(path, unknown.variable)
    return []
  }
  const texts = parts.flatMap((part) => (part.kind === 'text' ? part.text : []))
  return [typeof value === 'string' ? (texts[0] ?? '') : texts]
}
