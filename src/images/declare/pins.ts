import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { closest } from '../../lib/closest.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { at, bad, checked, parseJson, record, show, string, strings } from './declaration.ts'
import { isWord } from './versions.ts'

/** What a tool that is fetched is held to, whoever fetches it and whenever. */
export interface Pin {
  readonly version: string
  /** By architecture (`amd64`, `arm64`, or `any` for all), as npm writes them: `sha512-` and base64. */
  readonly sums: Readonly<Record<string, string>>
  /** The newest that is wanted is of this line: `22` is kept by `22.23.3`, `1.34` by `1.34.3`. */
  readonly line?: string
  /** Where its maker says what is newest, when its source doesn't say it: a text whose first line has the version, or GitHub releases. */
  readonly newest?: string
}

/** By the tool's name. */
export type Pins = ReadonlyMap<string, Pin>

export const pinsFile = (packageDir: string): string => join(packageDir, 'docker', 'pins.json')

/**
 * Which versions of fetched tools go into images: hal's own file, and over it those in `files`, of which a later one wins. They say only
 * what differs: a version comes with its own sums, as hal's belong to hal's version; `line` and `newest` stay as they are. A project's file
 * can't bring anything from elsewhere than where the profile says that it comes from, so it may do no more than its profiles may.
 */
export async function loadPins(
  packageDir: string,
  files: readonly string[] = [],
): Promise<Result<Pins, ImageFailure>> {
  const shipped = pinsFile(packageDir)
  let pins: Pins = new Map()
  for (const file of [shipped, ...files]) {
    const text = await readText(file)
    if (!text.ok) return text
    if (text.value === undefined && file === shipped)
      return fail({ reason: 'missing-file', file, neededBy: 'every layer' })
    if (text.value === undefined) continue
    const read = readPins(file, text.value, pins)
    if (!read.ok) return read
    pins = read.value
  }
  return ok(pins)
}

/** `undefined` only where there is none. */
export async function readText(file: string): Promise<Result<string | undefined, ImageFailure>> {
  try {
    return ok(await readFile(file, 'utf8'))
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown
    // Below what is no folder there can't be one either.
    const isAbsent = 'code' in thrown && ['ENOENT', 'ENOTDIR'].includes(String(thrown.code))
    return isAbsent ? ok(undefined) : fail({ reason: 'pins-unreadable', file, why: thrown.message })
  }
}

/** The pins of one file over those below it. */
export const readPins = (file: string, text: string, below: Pins): Result<Pins, ImageFailure> =>
  checked(
    file,
    () =>
      new Map([
        ...below,
        ...Object.entries(record(parseJson(text), '')).map(
          ([name, value]) => [name, pinOf(name, value, below.get(name))] as const,
        ),
      ]),
  )

const known = ['version', 'sums', 'line', 'newest']

function pinOf(name: string, value: unknown, below: Pin | undefined): Pin {
  const fields = record(value, name)
  for (const key of Object.keys(fields)) {
    // A note of a person's own is nobody's mistake.
    const meant = known.includes(key) ? undefined : closest(key, known)
    if (meant !== undefined) bad(at(name, key), `one of ${known.join(', ')}`, key, meant)
  }
  const { version = below?.version, sums, line = below?.line, newest = below?.newest } = fields
  const isOther = version !== below?.version
  return {
    version: word(version, at(name, 'version')),
    sums: sums === undefined && !isOther ? (below?.sums ?? {}) : sumsOf(sums ?? {}, at(name, 'sums')),
    ...(line === undefined ? {} : { line: word(line, at(name, 'line')) }),
    ...(newest === undefined ? {} : { newest: address(newest, at(name, 'newest')) }),
  }
}

const word = (value: unknown, path: string): string =>
  isWord(string(value, path)) ? string(value, path) : bad(path, 'a version', show(value))

/** A sum that nothing would be held to is no sum. */
function sumsOf(value: unknown, path: string): Readonly<Record<string, string>> {
  const sums = strings(value, path)
  for (const [architecture, sum] of Object.entries(sums)) {
    if (!['amd64', 'arm64', 'any'].includes(architecture))
      bad(at(path, architecture), 'amd64, arm64 or any', architecture)
    if (!/^sha512-[A-Za-z0-9+/]+={0,2}$/.test(sum))
      bad(at(path, architecture), 'sha512- and base64', show(sum))
  }
  return sums
}

const address = (value: unknown, path: string): string =>
  string(value, path).startsWith('https://')
    ? string(value, path)
    : bad(path, 'an address that begins with https://', show(value))
