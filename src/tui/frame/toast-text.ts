import { wrapUpTo } from '../looks/text.ts'
import type { Model } from '../model.ts'
import type { Toast } from '../toast.ts'

/** What is told above the footer now; behind a dialog nothing is. */
export const shownToast = ({ toast, dialog }: Pick<Model, 'toast' | 'dialog'>): Toast | undefined => {
  // A form stays open while something it was asked for is done.
  const isInForm = dialog?.kind === 'start' && toast?.kind === 'good'
  return dialog === undefined || isInForm ? toast : undefined
}

/** Its words, on as many rows as they take and there is room for; every theme's separator takes as many columns. */
export const toastText = (
  { text, nextStep }: Toast,
  { size }: Pick<Model, 'size'>,
  { separator, ellipsis }: { readonly separator: string; readonly ellipsis: string },
): readonly string[] =>
  wrapUpTo(nextStep === undefined ? text : text + separator + nextStep, {
    columns: size.columns - 2,
    rows: Math.max(1, Math.min(4, Math.floor(size.rows / 4))),
    ellipsis,
  })

/** How many rows it takes; one is there for it, or for what is picked out of the list, in any case. */
export const toastRows = (model: Pick<Model, 'toast' | 'dialog' | 'size'>): number => {
  const toast = shownToast(model)
  return toast === undefined ? 1 : toastText(toast, model, { separator: ' · ', ellipsis: '…' }).length
}
