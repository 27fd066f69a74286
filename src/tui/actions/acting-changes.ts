import type { Change } from '../model.ts'
import { addSent, type FolderLook } from './acting.ts'

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

export const withLook =
  (look: FolderLook): Change =>
  (model) => ({ ...model, acting: { ...model.acting, look } })
