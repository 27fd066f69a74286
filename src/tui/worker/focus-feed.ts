import { printable } from '../../lib/printable.ts'
import { sentenceOf } from '../../present/failure.ts'
import type { Fleet, MouseWish, Typed, Typist } from '../../workers/fleet/fleet.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import { seenOf } from '../dialogs/target.ts'
import { isControlKey } from '../keys/key-names.ts'
import type { Keymap } from '../keys/key-record.ts'
import { needsAnswers } from '../keys/objections.ts'
import { isPreviewVisible } from '../layout.ts'
import { selectedRow } from '../list/rows.ts'
import type { Model } from '../model.ts'
import { strokeOf } from './focus-keys.ts'
import { mouseBytes, mouseMode } from './focus-mouse.ts'
import { createFocusReader, type FocusPart } from './focus-reader.ts'
import { focusOn, loseFocus } from './pane-changes.ts'
import type { PaneInput } from './pane-input.ts'
import { screenOf } from './screen-tab.ts'

/** A lone Escape is known to be one when nothing more has come for so long; a paste without an end, too. */
const holdMs = 15
const holdPasteMs = 1_000

export interface FocusFeed extends AsyncDisposable {
  readonly follow: (model: Model) => void
  readonly typeKey: (key: string) => void
  readonly paste: (text: string) => void
}

/** Holds the worker's keyboard while the model says so: the terminal's bytes go to it, and not to hal. */
export const focusFeed = ({ fleet, store, keyboard, keymap, write }: PaneInput): FocusFeed => {
  let held: { readonly worker: SeenWorker; readonly typist: Typist; readonly letGo: () => void } | undefined
  const leaving = new Set<Promise<void>>()
  let mouse = ''

  /** The terminal reports the mouse as long as the worker's program listens. */
  const listenAs = (wish: MouseWish | undefined) => {
    const mode = wish === undefined ? '' : mouseMode(wish)
    if (mode === mouse) return
    mouse = mode
    // hal's own mouse is let go of after the worker has the keyboard, and taken up after the worker's is off.
    if (wish === undefined) write(mouseMode(wish))
    else
      queueMicrotask(() => {
        if (mouse === mode) write(mode)
      })
  }

  const hold = (worker: SeenWorker) => {
    const reader = createFocusReader(leavingIn(keymap))
    let timer: NodeJS.Timeout | undefined
    const onLost: Parameters<Fleet['typist']>[0]['onLost'] = (failure) => {
      const { what, next } = sentenceOf(failure)
      if (held?.typist === typist) store.news(loseFocus(printable([what, next].filter(Boolean).join(' '))))
    }
    const typist = fleet.typist({ worker, onLost })
    const take = (parts: readonly FocusPart[]) => {
      clearTimeout(timer)
      for (const part of parts) {
        if (part.kind === 'typed') typist.type(part.typed)
        else if (part.kind === 'mouse') {
          const bytes = mouseBytes(store.model(), part.mouse)
          if (bytes !== undefined) typist.type({ kind: 'bytes', bytes })
        } else if (part.kind === 'terminal') keyboard.write(part.bytes)
        else if (part.kind === 'leave') {
          store.change(focusOn(undefined))
          if (part.rest.length > 0) keyboard.write(part.rest)
          return
        }
      }
      if (reader.isHolding())
        timer = setTimeout(() => take(reader.flush()), reader.isPasting() ? holdPasteMs : holdMs)
    }
    keyboard.divert((chunk) => take(reader.push(chunk)))
    held = {
      worker,
      typist,
      letGo: () => {
        clearTimeout(timer)
        keyboard.divert(undefined)
        const done = Promise.resolve(typist[Symbol.asyncDispose]())
        leaving.add(done)
        void done.then(() => leaving.delete(done))
      },
    }
  }

  const letGo = () => {
    if (held === undefined) return
    listenAs(undefined)
    held.letGo()
    held = undefined
  }

  const type = (typed: Typed | undefined) => {
    if (typed !== undefined) held?.typist.type(typed)
  }

  return {
    follow: (model) => {
      const { focus } = model.pane
      if (held !== undefined && held.worker.name !== focus) letGo()
      if (focus === undefined) return
      const row = selectedRow(model)
      const isAnother = held !== undefined && row?.worker.containerId !== held.worker.containerId
      const why = isAnother ? gone(focus) : whyNot(model, focus)
      if (why !== undefined || row === undefined) {
        letGo()
        store.news(loseFocus(why ?? gone(focus)))
      } else {
        if (held === undefined) hold(seenOf(row.worker))
        listenAs(screenOf(model)?.mouse)
      }
    },
    typeKey: (key) => type(strokeOf(key)),
    paste: (text) => type({ kind: 'paste', text }),
    [Symbol.asyncDispose]: async () => {
      letGo()
      await Promise.all(leaving)
    },
  }
}

/** Of the keys that leave, those that are one byte: no other can be told from what a worker is to have. */
const leavingIn = (keymap: Keymap): ReadonlySet<string> =>
  new Set(
    keymap
      .filter(({ where }) => where === 'focus')
      .flatMap(({ keys }) => keys)
      .filter(isControlKey)
      .map((key) => textOfStroke(key)),
  )

const textOfStroke = (key: string): string => {
  const stroke = strokeOf(key)
  return stroke?.kind === 'bytes' ? Buffer.from(stroke.bytes).toString('latin1') : ''
}

const gone = (name: string): string => `${name} is gone`

/** Why keys can't go there any more. */
const whyNot = (model: Model, focus: string): string | undefined => {
  if (model.snapshot.workers.every(({ worker }) => worker.name !== focus)) return gone(focus)
  if (model.selected !== focus) return `${focus} is not selected any more`
  const objection = needsAnswers(model)
  if (objection !== undefined) return objection
  return isPreviewVisible(model) ? undefined : `${focus} can't be seen any more`
}
