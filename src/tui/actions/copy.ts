import type { Actor } from './actor.ts'
import { good } from './said.ts'
import type { Surroundings } from './surroundings.ts'

/** Text for the clipboard of the terminal that the person sits at; through their tmux, too, which passes on what is wrapped for it. */
const clipboardSequence = (text: string, isInTmux: boolean): string => {
  const sequence = `\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`
  return isInTmux ? `\x1bPtmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}\x1b\\${sequence}` : sequence
}

/** Says what was copied: not every terminal takes it, and none answers. */
export const copier =
  (
    { say }: Pick<Actor, 'say'>,
    given: {
      readonly write: (sequence: string) => void
      readonly surroundings: Pick<Surroundings, 'isInTmux'>
    },
  ) =>
  (text: string): void => {
    given.write(clipboardSequence(text, given.surroundings.isInTmux))
    say(good(`to the clipboard: ${text}`))
  }
