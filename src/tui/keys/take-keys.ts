import { withDialog } from '../changes.ts'
import { editorOf } from '../dialogs/line-editor.ts'
import { attachCommand, fileNameFor } from '../dialogs/names-for.ts'
import { seenOf } from '../dialogs/target.ts'
import { selectedRow } from '../list/rows.ts'
import type { KeyRecord } from './key-record.ts'
import { needsWorker } from './objections.ts'

/** Keys that take something of the selected worker out of the dashboard: into a file, a pager, the clipboard. */
export const takeKeys: readonly KeyRecord[] = [
  {
    id: 'worker.save',
    keys: ['c'],
    label: 'capture',
    help: 'capture its history into a file',
    where: 'list',
    run: ({ model, change }) => {
      const worker = selectedRow(model())?.worker
      if (worker === undefined) return
      const editor = editorOf(fileNameFor(worker.name, model().now))
      change(withDialog({ kind: 'save', ...seenOf(worker), editor }))
    },
    isDisabled: needsWorker,
  },
  {
    id: 'worker.logs',
    keys: ['L'],
    label: 'logs',
    help: 'read what it printed in your pager',
    where: 'list',
    run: ({ model, actions }) => {
      const row = selectedRow(model())
      if (row !== undefined) actions.page(seenOf(row.worker))
    },
    isDisabled: needsWorker,
  },
  {
    id: 'worker.copy-attach',
    keys: ['A'],
    label: 'copy attach',
    help: 'copy the command that attaches to it',
    where: 'list',
    run: ({ model, actions }) => {
      const { selected, acting } = model()
      if (selected !== undefined) actions.copy(attachCommand(selected, acting))
    },
    isDisabled: needsWorker,
  },
]
