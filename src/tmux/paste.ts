import { ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import { fillBuffer } from './text-buffer.ts'

/**
 * Puts text of any size into a pane as a terminal's paste would (bracketed where the program asks for it); with `isEnterPressed`,
 * Enter right after it, so that nothing others send comes between. `text-has-nul`: no terminal types NUL.
 */
export const pasteText = async (
  client: ControlClient,
  paneId: string,
  text: string,
  { isEnterPressed = false }: { readonly isEnterPressed?: boolean } = {},
): TmuxResult<undefined> => {
  const enter = isEnterPressed ? [['send-keys', '-t', paneId, 'Enter']] : []
  if (text === '') {
    const pressed = isEnterPressed ? await client.sequence(enter) : ok([])
    return pressed.ok ? ok(undefined) : pressed
  }
  const filled = await fillBuffer(client, text)
  if (!filled.ok) return filled
  const paste = ['paste-buffer', '-d', '-p', '-b', filled.value, '-t', paneId]
  const pasted = await client.sequence([paste, ...enter])
  if (pasted.ok) return ok(undefined)
  await client.command(['delete-buffer', '-b', filled.value])
  return pasted
}
