import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, type Result } from '../lib/result.ts'
import { checked, parseJson, record, string, strings } from './declaration.ts'
import type { ImageFailure } from './image-failure.ts'

/** What a tool that is fetched is held to, whoever fetches it and whenever. */
export interface Pin {
  readonly version: string
  /** By architecture (`amd64`, `arm64`, or `any` for all), as npm writes them: `sha512-` and base64. */
  readonly sums: Readonly<Record<string, string>>
}

/** By the tool's name. */
export type Pins = ReadonlyMap<string, Pin>

export const pinsFile = (packageDir: string): string => join(packageDir, 'docker', 'pins.json')

/** The one file that says which versions of fetched tools go into images. */
export async function loadPins(packageDir: string): Promise<Result<Pins, ImageFailure>> {
  const file = pinsFile(packageDir)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined
    ? fail({ reason: 'missing-file', file, neededBy: 'every layer' })
    : checked(file, () => new Map(Object.entries(record(parseJson(text), '')).map(pinOf)))
}

const pinOf = ([name, value]: readonly [string, unknown]): readonly [string, Pin] => {
  const fields = record(value, name)
  return [
    name,
    {
      version: string(fields['version'], `${name}.version`),
      sums: strings(fields['sums'] ?? {}, `${name}.sums`),
    },
  ]
}
