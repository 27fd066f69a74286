import { ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import { toItsEnd } from './keys.ts'

/** One thing typed: bytes as they are, or a key by tmux's name, which tmux spells as the program in the pane wants it at that moment. */
export type Stroke =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'key'; readonly key: string }

/** Bytes of one command: more of them are several commands of the same line. */
const bytesACommand = 512

/**
 * Puts strokes into a pane, in their order, with nothing of others in between, also where somebody has scrolled back. `program-ended` where
 * nothing runs in it.
 */
export const typeInto = async (
  client: ControlClient,
  paneId: string,
  strokes: readonly Stroke[],
): TmuxResult<undefined> => {
  const commands = strokes.flatMap((stroke) => commandsOf(stroke, paneId))
  if (commands.length === 0) return ok(undefined)
  const sent = await client.sequenceInto(paneId, [toItsEnd(paneId), ...commands])
  return sent.ok ? ok(undefined) : sent
}

const commandsOf = (stroke: Stroke, paneId: string): readonly (readonly string[])[] => {
  if (stroke.kind === 'key') return [['send-keys', '-t', paneId, stroke.key]]
  const { bytes } = stroke
  return Array.from({ length: Math.ceil(bytes.length / bytesACommand) }, (_, piece) => {
    const part = bytes.subarray(piece * bytesACommand, (piece + 1) * bytesACommand)
    return ['send-keys', '-H', '-t', paneId, ...[...part].map((byte) => byte.toString(16))]
  })
}
