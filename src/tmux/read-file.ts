import { ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import { newId } from './text-buffer.ts'

/** A file where tmux runs (inside the worker), as text without NUL; `undefined` where there is none that it may read. */
export const readFile = async (client: ControlClient, path: string): TmuxResult<string | undefined> => {
  const buffer = `hal-${newId()}`
  // tmux expands formats in the path.
  const loaded = await client.command(['load-buffer', '-b', buffer, path.replaceAll('#', '##')])
  if (!loaded.ok) return loaded.failure.reason === 'tmux-refused' ? ok(undefined) : loaded
  const shown = await client.sequence([
    ['show-buffer', '-b', buffer],
    ['delete-buffer', '-b', buffer],
  ])
  if (shown.ok) return ok(shown.value.map(asItWas).join('\n'))
  await client.command(['delete-buffer', '-b', buffer])
  return shown.failure.reason === 'tmux-refused' ? ok(undefined) : shown
}

/** tmux shows a buffer as `vis(3)` does, in octal or in C's letters; and a backslash before what looks like a variable. */
const asItWas = (line: Buffer): string => Buffer.from(unescaped(line.toString('latin1')), 'latin1').toString()

const unescaped = (text: string): string =>
  text.replaceAll(/\\([0-7]{3}|[\s\S])/g, (_, after: string) =>
    after.length === 3 ? String.fromCharCode(Number.parseInt(after, 8)) : (letters[after] ?? after),
  )

const letters: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r' },
  ...{ t: '\t', v: '\v', s: ' ', 0: '\0' },
}
