import { ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import { unescapeShown } from './shown-buffer.ts'
import { newId } from './text-buffer.ts'

/** A file where tmux runs (inside the worker), as text without NUL; `undefined` where there is none that it may read, or nothing in it. */
export const readFile = async (client: ControlClient, path: string): TmuxResult<string | undefined> => {
  const buffer = `hal-${newId()}`
  // tmux expands formats in the path.
  const loaded = await client.command(['load-buffer', '-b', buffer, path.replaceAll('#', '##')])
  if (!loaded.ok) return loaded.failure.reason === 'tmux-refused' ? ok(undefined) : loaded
  const shown = await client.sequence([
    ['show-buffer', '-b', buffer],
    ['delete-buffer', '-b', buffer],
  ])
  if (shown.ok)
    return ok(
      unescapeShown(Buffer.concat(shown.value.flatMap((line) => [line, lineEnd])))
        .toString()
        .slice(0, -1),
    )
  await client.command(['delete-buffer', '-b', buffer])
  return shown.failure.reason === 'tmux-refused' ? ok(undefined) : shown
}

const lineEnd = Buffer.from('\n')
