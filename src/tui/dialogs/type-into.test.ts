import { expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { withDialog } from '../changes.ts'
import { withFleet } from '../list/selection.ts'
import { type Dialog, initialModel, type Model } from '../model.ts'
import { beginReading, pasteIntoQuery, typeQuery } from '../worker/reading.ts'
import { editorOf, textOf } from './line-editor.ts'
import { emptyStartForm } from './start-form.ts'
import { pasteInto } from './type-into.ts'

const engine = { kind: 'connected', name: 'docker', hostName: undefined } as const
const model = withFleet({ workers: [aRow({ name: 'ada' })], engine })(
  initialModel({
    snapshot: { workers: [], engine },
    now: new Date('2026-01-02T14:02:00Z'),
    size: { columns: 120, rows: 36 },
    profiles: [],
  }),
)
const pasted = 'x\u0007\u001b[2Jy\u009b\tz\r\n'

const editor = editorOf()
test.each<Dialog>([
  { kind: 'filter', editor, before: '' },
  { kind: 'save', name: 'ada', containerId: 'a1', editor },
  { kind: 'start', form: { ...emptyStartForm, field: 'agent' } },
  { kind: 'command', editor },
])('what is pasted into the $kind is one line, and nothing in it steers a terminal', (dialog) => {
  const open = withDialog(dialog)(model)
  const { dialog: typed } = pasteInto(open, pasted)(open)
  const text =
    typed?.kind === 'start'
      ? textOf(typed.form.agent)
      : typed !== undefined && 'editor' in typed
        ? textOf(typed.editor)
        : ''
  expect(text.trim()).toBe('xy z')
})

test('nor does what is pasted into a search', () => {
  const open: Model = typeQuery(editor)(beginReading(model))
  const { typing = editor } = pasteIntoQuery(open, pasted)(open).pane.reading ?? {}
  expect(textOf(typing).trim()).toBe('xy z')
})
