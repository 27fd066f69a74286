import type { Change, Model } from '../model.ts'
import { diffStartsAt } from './changes-tab.ts'
import { filesOf } from './files-tab.ts'
import { readingOf } from './pane-state.ts'
import { contentOf } from './tab-lines.ts'

/** Files are listed, so that one can be picked. */
export const hasFiles = (model: Model): boolean => {
  const content = contentOf(model)
  return model.tab === 'files' && content?.kind === 'changes' && filesOf(content.changes).length > 0
}

/** Turns from the list of files to the diff of the one that somebody is at, and reads there. */
export const openFile: Change = (model) => {
  const content = contentOf(model)
  const reading = readingOf(model)
  if (model.tab !== 'files' || content?.kind !== 'changes' || reading === undefined) return model
  const file = filesOf(content.changes)[reading.at]
  if (file === undefined) return model
  const at = diffStartsAt(content.changes) + file.at
  const there = {
    ...reading,
    tab: 'diff',
    at,
    top: at,
    anchor: undefined,
    query: '',
    under: reading,
  } as const
  const loaded = { name: reading.name, tab: 'diff', content } as const
  return { ...model, tab: 'diff', pane: { ...model.pane, reading: there, loaded } }
}
