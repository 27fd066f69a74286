import { replaceFile } from '../../lib/replace-file.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import { checked, parseJson, record } from '../declare/declaration.ts'
import { type Pin, readText } from '../declare/pins.ts'
import type { ImageFailure } from '../image-failure.ts'

export interface NewPin {
  readonly tool: string
  readonly to: string
  readonly sums: Pin['sums']
}

/**
 * Writes new pins into a file, which need not be there: what else is in it stays, in its order; a tool that isn't in it comes last. All or
 * nothing: whoever reads it meanwhile, or after hal was killed, has the old file or the new one.
 */
export async function writePins(
  file: string,
  pins: readonly NewPin[],
): Promise<Result<undefined, ImageFailure>> {
  const text = await readText(file)
  if (!text.ok) return text
  const read = checked(file, () => record(parseJson(text.value ?? '{}'), ''))
  if (!read.ok) return read
  const before = read.value
  const after = { ...before }
  for (const { tool, to, sums } of pins) {
    const { sums: _, ...kept } = Object(before[tool]) as Record<string, unknown>
    after[tool] = inOrderOf(before[tool], {
      ...{ ...kept, version: to },
      ...(Object.keys(sums).length > 0 && { sums }),
    })
  }
  try {
    await replaceFile(file, `${JSON.stringify(after, undefined, 2)}\n`)
    return ok(undefined)
  } catch (thrown) {
    return fail({
      reason: 'pins-unwritable',
      file,
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    })
  }
}

/** The fields of `value` in the order in which the old one has them. */
const inOrderOf = (old: unknown, value: Readonly<Record<string, unknown>>): object => {
  const names = [...new Set([...Object.keys(Object(old)), ...Object.keys(value)])]
  return Object.fromEntries(names.filter((name) => name in value).map((name) => [name, value[name]]))
}
