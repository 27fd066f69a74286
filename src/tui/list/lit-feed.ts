import type { Model } from '../model.ts'
import type { Store } from '../store.ts'
import { litUntil, unlit } from './lit.ts'

/** Puts lit cells out, all with one frame: the last of them says when. */
export const litFeed = (
  store: Store,
  now: () => Date,
): Disposable & { readonly follow: (model: Model) => void } => {
  let timer: NodeJS.Timeout | undefined
  let dueAt: number | undefined
  return {
    follow: (model) => {
      const until = litUntil(model)
      if (until === dueAt) return
      clearTimeout(timer)
      dueAt = until
      if (until !== undefined) timer = setTimeout(() => store.news(unlit), until - now().getTime())
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  }
}
