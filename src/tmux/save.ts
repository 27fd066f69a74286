import { posix } from 'node:path'
import { ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import { fillBuffer, newId } from './text-buffer.ts'

/**
 * Writes text into a new file where tmux runs (inside the worker), in `inDir`, a folder that only its owner may enter. Answers with
 * the file's path. Nobody but its reader deletes it. `path` may be given to choose the file's name.
 */
export const saveText = async (
  client: ControlClient,
  options: { readonly inDir: string; readonly text: string; readonly path?: string },
): TmuxResult<string> => {
  const path = options.path ?? posix.join(options.inDir, newId())
  const filled = await fillBuffer(client, options.text)
  if (!filled.ok) return filled
  const saved = await client.sequence([
    ['save-buffer', '-b', filled.value, path.replaceAll('#', '##')],
    ['delete-buffer', '-b', filled.value],
  ])
  if (saved.ok) return ok(path)
  await client.command(['delete-buffer', '-b', filled.value])
  return saved
}
