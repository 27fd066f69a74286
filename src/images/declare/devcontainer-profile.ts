import { readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { copiedPaths } from './copied-paths.ts'
import { type Devcontainer, parseDevcontainer } from './devcontainer.ts'
import { generatedDockerfile } from './dockerfile.ts'
import { baseOf } from './plain-dockerfile.ts'
import type { Profile, ReadProfile } from './profile.ts'
import type { FoundDevcontainer } from './project-profiles.ts'

/** What a worker runs once, in its workspace, when it is new: `docker/tools/bin/hal-shell`. */
const firstStart = '.hal/first-start'
const firstStartInImage = '/etc/hal/first-start'

/** A project's devcontainer.json as a profile. Its image has the project's files only as far as its own Dockerfile copies them. */
export async function devcontainerProfile(
  { name, file, project }: FoundDevcontainer,
  packageDir: string,
): Promise<Result<ReadProfile, ImageFailure>> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return fail({ reason: 'missing-file', file, neededBy: name })
  const parsed = parseDevcontainer(file, text)
  if (!parsed.ok) return parsed
  const { description, base, env, commands, leftOut } = parsed.value
  const found = await foundation(base, { file, name, project, packageDir })
  if (!found.ok) return found
  const { lines, ...built } = found.value
  const dockerfile = [
    ...lines,
    ...Object.entries(env).map(([variable, value]) => `ENV ${variable}="${value}"`),
    ...(commands.length === 0 ? [] : [`COPY ${firstStart} ${firstStartInImage}`]),
    '',
  ].join('\n')
  const generated = {
    [generatedDockerfile]: dockerfile,
    ...(commands.length === 0 ? {} : { [firstStart]: script(commands) }),
  }
  return ok({
    ...{ name, description, ...built, declaredIn: dirname(file), isForEngineOnly: true },
    ...{ dockerfile: generatedDockerfile, target: undefined, generated, unpinned: generated, pins: {} },
    ...{
      fetch: [],
      env,
      budget: undefined,
      detect: undefined,
      isLayer: false,
      promises: {},
    },
    warnings: leftOut.length === 0 ? [] : [`${basename(file)}: hal leaves out ${leftOut.join(', ')}`],
  })
}

type Foundation = Pick<Profile, 'dir' | 'only' | 'parent' | 'args'> & { readonly lines: readonly string[] }

async function foundation(
  base: Devcontainer['base'],
  from: FoundDevcontainer & { readonly packageDir: string },
): Promise<Result<Foundation, ImageFailure>> {
  const nothing = join(from.packageDir, 'docker/build/no-context')
  if (base.kind === 'image')
    return ok({
      ...{ dir: nothing, parent: { kind: 'image', reference: base.image }, args: {} },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's own.
      lines: ['ARG PARENT', 'FROM ${PARENT}'],
    })
  const dockerfile = await inProject(base.dockerfile, 'build.dockerfile', from)
  if (!dockerfile.ok) return dockerfile
  const context = await inProject(base.context, 'build.context', from)
  if (!context.ok) return context
  const text = await readFile(dockerfile.value, 'utf8').catch(() => undefined)
  if (text === undefined) return fail({ reason: 'missing-file', file: dockerfile.value, neededBy: from.name })
  const reference = baseOf(text, base.args)
  if (reference === undefined)
    return fail({
      reason: 'bad-profile',
      ...{ file: dockerfile.value, path: 'FROM', expected: 'an image by its name', got: 'none' },
      suggestion: undefined,
    })
  // The project is what workers work on: what they change there must not make their image stale.
  const only = copiedPaths(text)
  return ok({
    dir: only?.length === 0 ? nothing : context.value,
    ...(only && { only }),
    parent: { kind: 'image', reference },
    args: base.args,
    lines: [text, ...(base.target === undefined ? [] : [`FROM ${base.target}`])],
  })
}

/**
 * The real path of what devcontainer.json names, which has to be in the project, also through links: what a build is given ends up where a
 * worker can read it.
 */
async function inProject(
  path: string,
  field: string,
  { file, project }: FoundDevcontainer,
): Promise<Result<string, ImageFailure>> {
  const asked = resolve(dirname(file), path)
  const [top, real] = await Promise.all([realpath(project), realpath(asked).catch(() => undefined)])
  if (real === undefined) return fail({ reason: 'missing-file', file: asked, neededBy: file })
  const way = relative(top, real)
  return way === '..' || way.startsWith(`..${sep}`)
    ? fail({
        reason: 'bad-profile',
        ...{ file, path: field, expected: 'a path inside of the project', got: JSON.stringify(path) },
        suggestion: undefined,
      })
    : ok(real)
}

/** Each command in its turn; one that fails ends it. */
const script = (commands: Devcontainer['commands']): string =>
  [
    '#!/bin/sh',
    '# From devcontainer.json: what a new worker runs once, in its workspace.',
    'set -e',
    ...commands.flatMap((command) => {
      const line =
        typeof command === 'string' ? `/bin/sh -c ${quoted(command)}` : command.map(quoted).join(' ')
      const shown = typeof command === 'string' ? command : command.join(' ')
      return [`printf '%s\\n' ${quoted(`+ ${shown}`)}`, line]
    }),
    '',
  ].join('\n')

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
