import { expect, test } from 'vitest'
import { aRow } from '../../../test/rigs/scripted-fleet.ts'
import { withDialog } from '../changes.ts'
import { frame } from '../frame/frame.ts'
import { defaultKeymap } from '../keys/keymap.ts'
import { withFleet } from '../list/selection.ts'
import { themeFor } from '../looks/theme.ts'
import { type Dialog, initialModel, type Model } from '../model.ts'
import { onTab, withContent } from '../worker/pane-changes.ts'
import { beginReading, pasteIntoQuery, takeQuery, typeQuery } from '../worker/reading.ts'
import { editorOf } from './line-editor.ts'
import { emptyStartForm, isTextField, startFields } from './start-form.ts'
import { pasteInto } from './type-into.ts'

const theme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })
const engine = { kind: 'connected', name: 'docker 20.10', hostName: undefined } as const
const empty = initialModel({
  ...{ snapshot: { workers: [], engine }, now: new Date(2026, 0, 2, 14, 2), profiles: ['base'] },
  size: { columns: 120, rows: 36 },
})
const fleet = withFleet({ workers: [aRow({ name: 'ada' })], engine })(empty)
const shown = (model: Model): string => frame({ model, theme, keymap: defaultKeymap }).join('\n')

const steering = 'to\u001b[2Jtal\u0007 of\u009b2J\r\nit'
const itsText = 'total of it'
const controls = /[^\P{Cc}\n]/u

test.each<Dialog>([
  { kind: 'filter', editor: editorOf(), before: '' },
  { kind: 'save', name: 'ada', containerId: 'a1', editor: editorOf() },
  { kind: 'command', editor: editorOf() },
  ...startFields
    .filter((field) => isTextField(field) && field !== 'prompt')
    .map((field): Dialog => ({ kind: 'start', form: { ...emptyStartForm, field } })),
])('a paste into $kind is its text alone %#', (dialog) => {
  const open = withDialog(dialog)(fleet)
  const pasted = pasteInto(open, steering)(open)
  expect(shown(pasted)).toContain(itsText)
  for (const model of [pasted, withDialog(undefined)(pasted)]) expect(shown(model)).not.toMatch(controls)
})

test('a paste into a prompt keeps its lines', () => {
  const open = withDialog({ kind: 'start', form: { ...emptyStartForm, field: 'prompt' } })(fleet)
  const pasted = pasteInto(open, steering)(open)
  expect(shown(pasted)).toMatch(/prompt +total of *\n +it/)
  expect(shown(pasted)).not.toMatch(controls)
})

test('a paste into a search is its text alone', () => {
  const content = withContent({ name: 'ada', tab: 'logs' }, { kind: 'text', lines: ['a line'] })
  const changes = [onTab('logs'), content, beginReading, typeQuery(editorOf())]
  const open = changes.reduce((model, change) => change(model), fleet)
  const typed = pasteIntoQuery(open, steering)(open)
  for (const model of [typed, takeQuery(typed)]) {
    expect(shown(model)).toContain(`/${itsText}`)
    expect(shown(model)).not.toMatch(controls)
  }
})
