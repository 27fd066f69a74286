import { ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import { fillBuffer } from './text-buffer.ts'

/**
 * Puts text of any size into a pane as a terminal's paste would: bracketed where the program asks for it; never if `isRaw`; if
 * `isBracketed`, also before it has asked. With `isEnterPressed`, Enter right after it, so that nothing others send comes between. Reaches
 * the program also while a person scrolls. `text-has-nul`: no terminal pastes NUL.
 */
export const pasteText = async (
  client: ControlClient,
  paneId: string,
  text: string,
  {
    isEnterPressed = false,
    isRaw = false,
    isBracketed = false,
  }: {
    readonly isEnterPressed?: boolean
    readonly isRaw?: boolean
    readonly isBracketed?: boolean
  } = {},
): TmuxResult<undefined> => {
  const filled = await fillBuffer(client, isBracketed && text !== '' ? `\x1b[200~${text}\x1b[201~` : text)
  if (!filled.ok) return filled
  const buffer = filled.value
  const bracketed = isRaw || isBracketed ? [] : ['-p']
  const steps = [
    ...(text === '' ? [] : [['paste-buffer', '-d', ...bracketed, '-b', buffer, '-t', paneId]]),
    ...(isEnterPressed ? enter(buffer, paneId) : []),
  ]
  if (steps.length === 0) return ok(undefined)
  const pasted = await client.sequenceInto(paneId, steps)
  if (pasted.ok) return ok(undefined)
  await client.command(['delete-buffer', '-b', buffer])
  return pasted
}

/** A pasted newline is the Enter key's byte; the key itself would go to copy mode where a person scrolls. */
const enter = (buffer: string, paneId: string) => [
  ['set-buffer', '-b', buffer, '\n'],
  ['paste-buffer', '-d', '-b', buffer, '-t', paneId],
]
