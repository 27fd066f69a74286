import { ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import { unescapeShown } from './shown-buffer.ts'
import { newId } from './text-buffer.ts'

/** What a long talk's transcript takes many times over, and far less than one string can hold. */
const defaultMostBytes = 64 * 2 ** 20

/**
 * A file where tmux runs (inside the worker), as text without NUL; `undefined` where there is none that it may read, nothing in it, or
 * more than `mostBytes`: who writes it may be hostile.
 */
export const readFile = async (
  client: ControlClient,
  path: string,
  { mostBytes = defaultMostBytes }: { readonly mostBytes?: number | undefined } = {},
): TmuxResult<string | undefined> => {
  const buffer = `hal-${newId()}`
  // tmux expands formats in the path.
  const loaded = await client.command(['load-buffer', '-b', buffer, path.replaceAll('#', '##')])
  if (!loaded.ok) return loaded.failure.reason === 'tmux-refused' ? ok(undefined) : loaded
  const sized = await client.command([
    ...['list-buffers', '-f', `#{==:#{buffer_name},${buffer}}`, '-F', '#{buffer_size}'],
  ])
  // Without a size there is no buffer: tmux makes none of an empty file.
  if (sized.ok && Number(sized.value[0]?.toString() ?? 0) > mostBytes) {
    await client.command(['delete-buffer', '-b', buffer])
    return ok(undefined)
  }
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
