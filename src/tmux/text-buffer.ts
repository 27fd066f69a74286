import { randomBytes } from 'node:crypto'
import { fail, ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'

/** A piece that tmux reads at once: small enough that others' commands get their turn in between. */
const pieceBytes = 64 * 1024

/** Puts text of any size into a tmux buffer of its own; answers with the buffer's name. Who asks for it deletes it. */
export const fillBuffer = async (client: ControlClient, text: string | Uint8Array): TmuxResult<string> => {
  const bytes = Buffer.from(text)
  if (bytes.includes(0)) return fail({ reason: 'text-has-nul' })
  const name = `hal-${newId()}`
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    const piece = bytes.subarray(start, start + pieceBytes)
    const set = await client.command(['set-buffer', '-a', '-b', name, '--', piece])
    if (!set.ok) {
      await client.command(['delete-buffer', '-b', name])
      return set
    }
  }
  return ok(name)
}

/** Unguessable, and a file name everywhere. */
export const newId = (): string => randomBytes(9).toString('hex')
