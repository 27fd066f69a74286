import { clipboardSequence } from '../clipboard.ts'
import type { Actor } from './actor.ts'
import { bad, good } from './said.ts'
import type { Surroundings } from './surroundings.ts'

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
    const sequence = clipboardSequence(text, given.surroundings.isInTmux)
    if (sequence === undefined) {
      say(bad("that is more than a terminal's clipboard takes"))
      return
    }
    given.write(sequence)
    say(good(`to the clipboard: ${text}`))
  }
