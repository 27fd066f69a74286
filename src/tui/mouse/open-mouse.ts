import type { Keyboard } from '../keyboard.ts'
import type { KeyContext } from '../keys/key-record.ts'
import { press } from '../keys/press.ts'
import type { Store } from '../store.ts'
import { mouseReader } from './mouse-report.ts'
import { mouseActs } from './on-mouse.ts'

/** Follows the mouse for as long as the screen is up, and switches its reports on and off as the model says. */
export const openMouse = (given: {
  readonly keyboard: Keyboard
  readonly store: Store
  readonly keys: KeyContext
}): Disposable => {
  const { keyboard, store, keys } = given
  const act = mouseActs({ keys, view: store.shown, clock: () => performance.now() })
  keyboard.onChunk = mouseReader({ onMouse: act, onF1: () => press(keys, 'f1') })
  // While a worker has the keyboard it has the mouse, too.
  const follow = () => {
    const { looks, pane } = store.model()
    keyboard.setMouse(looks.isMouse && pane.focus === undefined)
  }
  follow()
  const stop = store.subscribe(follow)
  return {
    [Symbol.dispose]: () => {
      stop()
      keyboard.setMouse(false)
    },
  }
}
