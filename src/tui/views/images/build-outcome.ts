import type { BuildReport } from '../../../images/verbs.ts'
import { andList } from '../../../present/and-list.ts'
import { formatDuration } from '../../../present/duration.ts'
import { keyFor } from '../../keys/key-for.ts'
import type { Model } from '../../model.ts'
import type { Toast } from '../../toast.ts'

/** What a build came to, in one line. */
export const buildOutcome = (
  { layers, tookMs }: BuildReport,
  isCancelled: boolean,
  model: Model,
): Omit<Toast, 'at'> => {
  const named = (kind: string) => layers.filter(({ end }) => end.kind === kind).map(({ layer }) => layer)
  const built = named('done')
  const what =
    built.length === 0 ? 'nothing was built' : `${andList(built)} built in ${formatDuration(tookMs)}`
  if (isCancelled) return { kind: 'news', text: `the build was cancelled · ${what}`, nextStep: undefined }
  const failed = named('failed')
  if (failed.length > 0)
    return {
      kind: 'failure',
      text: [`the build of ${andList(failed)} failed`, ...(built.length === 0 ? [] : [what])].join(' · '),
      nextStep: `in the images (${keyFor(model, 'view.images', 'i')}), ${keyFor(model, 'images.open', '⏎')} on it shows why`,
    }
  if (built.length === 0)
    return { kind: 'good', text: 'everything asked for is fresh already', nextStep: undefined }
  return { kind: 'good', text: what, nextStep: undefined }
}
