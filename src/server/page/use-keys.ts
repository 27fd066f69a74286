import { useLayoutEffect, useRef } from 'preact/hooks'
import { isWayBack } from './worker-terminal.ts'

/** By what the key types, or its name: `down`, `up`, `enter`, `escape`; `back`: the chord that leaves a terminal. */
export type Keys = Readonly<Record<string, () => void>>

/** Whether what has the focus takes the key for itself. */
function hasKey(target: HTMLElement, key: string): boolean {
  if (key === 'Escape' && target instanceof HTMLInputElement) target.blur()
  if (target.closest('input, select, textarea, dialog, .worker-screen') !== null) return true
  // A row or a button that has the focus is pressed by it.
  return key === 'Enter' && target.closest('button:not(.row), a, summary') !== null
}

/** Keys of the page itself: none while somebody types into a field or a terminal. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys)
  latest.current = keys
  // A key may follow as soon as the page is there.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      if (isWayBack(event)) {
        event.preventDefault()
        latest.current['back']?.()
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return
      // A dialog that has just been closed keeps the focus until the next frame.
      const isGone = target.closest('dialog:not([open])') !== null
      if (!isGone && hasKey(target, event.key)) return
      const does = latest.current[event.key.toLowerCase().replace(/^arrow/, '')]
      if (does === undefined) return
      event.preventDefault()
      does()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
