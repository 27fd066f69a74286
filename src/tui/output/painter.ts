import type { ChangeBy, Store } from '../store.ts'
import { frameDiff } from './frame-diff.ts'

/** News of all sources together are painted at most thirty times a second; what the person does, at once. */
const newsEveryMs = 33

export interface Painter extends Disposable {
  /** Only on the alternate screen is anything painted; coming to it, all of it. */
  readonly onAlternateScreen: (isOn: boolean) => void
}

/**
 * Keeps the terminal showing the store's frame, cell by cell, while it is the dashboard's. What several changes of one moment make is
 * painted once. `onCrash`: drawing failed, for good.
 */
export const openPainter = (given: {
  readonly store: Store
  readonly stdout: NodeJS.WriteStream
  readonly onCrash: (bug: unknown) => void
}): Painter => {
  const { store, stdout, onCrash } = given
  let isOn = false
  let isDue = false
  let newsAt = Number.NEGATIVE_INFINITY
  let later: NodeJS.Timeout | undefined
  let isBlocked = false
  let isOver = false
  let shown: { readonly lines: readonly string[]; readonly key: string } | undefined

  const paint = () => {
    isDue = false
    clearTimeout(later)
    later = undefined
    if (isOver) return
    try {
      store.check()
      if (!isOn || isBlocked) return
      const lines = store.lines()
      const { size, views } = store.model()
      // Another size, or a wish: nobody knows what the terminal made of what it showed.
      const key = `${size.columns}x${size.rows} ${views.redraws}`
      const before = shown?.key === key ? shown.lines : undefined
      shown = { lines, key }
      const written = frameDiff(before, lines, size.columns)
      if (written !== '') write(written)
    } catch (bug) {
      isOver = true
      onCrash(bug)
    }
  }

  /** What a terminal that can't follow misses is never written: once it has caught up, it gets the latest. */
  const write = (text: string) => {
    if (stdout.write(text)) return
    isBlocked = true
    stdout.once('drain', () => {
      isBlocked = false
      due()
    })
  }

  const due = () => {
    if (isDue) return
    isDue = true
    queueMicrotask(paint)
  }

  const follow = (by: ChangeBy) => {
    if (by === 'person') return due()
    if (isDue || later !== undefined) return
    const draw = () => {
      newsAt = performance.now()
      due()
    }
    const waitMs = newsAt + newsEveryMs - performance.now()
    if (waitMs <= 0) draw()
    else later = setTimeout(draw, waitMs)
  }

  const stop = store.subscribe(follow)
  return {
    onAlternateScreen: (isOnNow) => {
      isOn = isOnNow
      shown = undefined
      due()
    },
    [Symbol.dispose]: () => {
      isOver = true
      clearTimeout(later)
      stop()
    },
  }
}
