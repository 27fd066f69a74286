import { clipboardSequence } from '../clipboard.ts'
import { keyFor } from '../keys/key-for.ts'
import type { ActingStore, Actor } from './actor.ts'
import { bad, good } from './said.ts'
import type { Surroundings } from './surroundings.ts'

/** Puts text into the clipboard. `calledAs`: what to call a worker's lines, which are too long to be said. */
export type Copy = (text: string, calledAs?: string) => void

/** Says what was copied: not every terminal takes it, and none answers. */
export const copier =
  (
    { say }: Pick<Actor, 'say'>,
    given: {
      readonly store: Pick<ActingStore, 'model'>
      readonly write: (sequence: string) => void
      readonly surroundings: Pick<Surroundings, 'isInTmux'>
    },
  ): Copy =>
  (text, calledAs) => {
    const { isInTmux } = given.surroundings
    const sequence = clipboardSequence(text, isInTmux)
    if (sequence === undefined) {
      const capture = keyFor(given.store.model(), 'worker.save', 'c')
      say(
        calledAs === undefined
          ? bad("that is more than a terminal's clipboard takes")
          : bad(`${calledAs} are more than a terminal's clipboard takes`, `${capture} writes it into a file`),
      )
      return
    }
    given.write(sequence)
    const said = calledAs === undefined ? `to the clipboard: ${text}` : `copied ${calledAs}`
    say(good(said, isInTmux ? 'tmux passes it on with set -s set-clipboard on' : undefined))
  }
