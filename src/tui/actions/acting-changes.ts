import type { Change } from '../model.ts'
import { addSent, type FolderLook, type Unsent } from './acting.ts'

export const withSent =
  (text: string): Change =>
  (model) => ({ ...model, acting: { ...model.acting, sent: addSent(model.acting.sent, text) } })

/** What was sent in other runs of hal is older than what was sent in this one. */
export const withSentBefore =
  (before: readonly string[]): Change =>
  (model) => ({
    ...model,
    acting: { ...model.acting, sent: [...before, ...model.acting.sent].reduce(addSent, []) },
  })

/** What a worker did not take; `undefined`: it has taken something since. */
export const withUnsent =
  (containerId: string, unsent: Unsent | undefined): Change =>
  (model) => {
    const others = model.acting.unsent.filter((one) => one.containerId !== containerId)
    if (unsent === undefined && others.length === model.acting.unsent.length) return model
    return {
      ...model,
      acting: { ...model.acting, unsent: [...others, ...(unsent === undefined ? [] : [unsent])] },
    }
  }

export const withLook =
  (look: FolderLook): Change =>
  (model) => ({ ...model, acting: { ...model.acting, look } })
