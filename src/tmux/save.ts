import { ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import { fillBuffer } from './text-buffer.ts'

/** Writes text into a file where tmux runs (inside the worker); its folder should be one that only its owner may enter. */
export const saveText = async (
  client: ControlClient,
  { path, text }: { readonly path: string; readonly text: string },
): TmuxResult<undefined> => {
  const filled = await fillBuffer(client, text)
  if (!filled.ok) return filled
  // tmux expands formats in the path.
  const saved = await client.sequence([
    ['save-buffer', '-b', filled.value, path.replaceAll('#', '##')],
    ['delete-buffer', '-b', filled.value],
  ])
  if (saved.ok) return ok(undefined)
  await client.command(['delete-buffer', '-b', filled.value])
  return saved
}
