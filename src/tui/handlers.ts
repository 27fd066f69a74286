import { editStartForm, pasteIntoStartForm } from './edit-start-form.ts'
import { layoutOf } from './layout.ts'
import { isDown, lifeOf } from './life.ts'
import { edit, editorOf, insert, textOf } from './line-editor.ts'
import type { ConfirmedVerb, Dialog, Model } from './model.ts'
import type { Action } from './reduce.ts'
import { selectedRow } from './rows.ts'
import { refusedStart } from './start-fault.ts'
import { emptyStartForm } from './start-form.ts'
import type { WorkerActions } from './worker-actions.ts'

/** What a key's handler may touch. */
export interface HandlerContext {
  readonly model: () => Model
  readonly dispatch: (action: Action) => void
  readonly actions: WorkerActions
  readonly quit: () => void
  /** A word to the person in the toast line. */
  readonly say: (text: string) => void
}

type Handler = (context: HandlerContext, key: string) => void

export type HandlerName =
  | 'openScreen'
  | 'back'
  | 'attach'
  | 'openSend'
  | 'openStart'
  | 'askStop'
  | 'restart'
  | 'askRemove'
  | 'freeze'
  | 'openFilter'
  | 'openHelp'
  | 'quit'
  | 'down'
  | 'up'
  | 'first'
  | 'last'
  | 'pageDown'
  | 'pageUp'
  | 'close'
  | 'helpDown'
  | 'helpUp'
  | 'confirm'
  | 'send'
  | 'cancelFilter'
  | 'start'
  | 'formKey'

const open = ({ dispatch }: HandlerContext, dialog: Dialog | undefined) =>
  dispatch({ kind: 'dialog', dialog })

const move =
  (by: number): Handler =>
  ({ dispatch }) =>
    dispatch({ kind: 'move', by })

const page =
  (direction: 1 | -1): Handler =>
  ({ model, dispatch }) => {
    const layout = layoutOf(model())
    const rows = layout.kind === 'tiny' ? model().size.rows : layout.listRows
    dispatch({ kind: 'move', by: direction * Math.max(1, rows - 1) })
  }

const ask =
  (verb: ConfirmedVerb): Handler =>
  (context) => {
    const worker = selectedRow(context.model())?.worker
    if (worker !== undefined)
      open(context, { kind: 'confirm', verb, name: worker.name, life: lifeOf(worker) })
  }

const scrollHelp =
  (by: number): Handler =>
  (context) => {
    const { dialog } = context.model()
    if (dialog?.kind === 'help') open(context, { kind: 'help', offset: Math.max(0, dialog.offset + by) })
  }

/** What each key record's handler does. */
export const handlers: Readonly<Record<HandlerName, Handler>> = {
  openScreen: ({ dispatch }) => dispatch({ kind: 'page', page: 'screen' }),
  back: ({ model, dispatch }) => {
    if (model().toast !== undefined) dispatch({ kind: 'toast', toast: undefined })
    else if (model().page === 'screen') dispatch({ kind: 'page', page: 'list' })
    else dispatch({ kind: 'filter', filter: '' })
  },
  attach: ({ model, actions }) => {
    const { selected } = model()
    if (selected !== undefined) actions.attach(selected)
  },
  openSend: (context) => {
    const { selected } = context.model()
    if (selected !== undefined) open(context, { kind: 'send', name: selected, editor: editorOf() })
  },
  openStart: (context) => {
    open(context, { kind: 'start', form: context.model().draft ?? emptyStartForm })
    context.dispatch({ kind: 'draft', draft: undefined })
  },
  askStop: ask('stop'),
  restart: (context, key) => {
    const worker = selectedRow(context.model())?.worker
    if (worker !== undefined && isDown(lifeOf(worker))) context.actions.startAgain(worker.name)
    else ask('restart')(context, key)
  },
  askRemove: ask('remove'),
  freeze: ({ model, actions }) => {
    const worker = selectedRow(model())?.worker
    if (worker !== undefined)
      actions.freezeOrThaw(worker.name, worker.phase.kind === 'frozen' ? 'thaw' : 'freeze')
  },
  openFilter: (context) => {
    const { filter } = context.model()
    open(context, { kind: 'filter', editor: editorOf(filter), before: filter })
  },
  openHelp: (context) => open(context, { kind: 'help', offset: 0 }),
  quit: ({ quit }) => quit(),
  down: move(1),
  up: move(-1),
  first: move(Number.NEGATIVE_INFINITY),
  last: move(Number.POSITIVE_INFINITY),
  pageDown: page(1),
  pageUp: page(-1),
  close: (context) => open(context, undefined),
  helpDown: scrollHelp(1),
  helpUp: scrollHelp(-1),
  confirm: (context) => {
    const { dialog } = context.model()
    open(context, undefined)
    if (dialog?.kind === 'confirm') context.actions[dialog.verb](dialog.name, dialog.life !== 'ended')
  },
  send: (context) => {
    const { dialog } = context.model()
    open(context, undefined)
    if (dialog?.kind === 'send') context.actions.send(dialog.name, textOf(dialog.editor))
  },
  cancelFilter: (context) => {
    const { dialog } = context.model()
    open(context, undefined)
    if (dialog?.kind === 'filter') context.dispatch({ kind: 'filter', filter: dialog.before })
  },
  start: (context) => {
    const { dialog } = context.model()
    if (dialog?.kind !== 'start') return
    const refused = refusedStart(dialog.form)
    open(context, refused === undefined ? undefined : { kind: 'start', form: refused })
    if (refused === undefined) context.actions.start(dialog.form)
  },
  formKey: (context, key) => typeInto(context, key),
}

/** A key without a record goes to the editor that is open, if any. */
export const typeInto = (context: HandlerContext, key: string): void => {
  const { dialog, profiles } = context.model()
  if (dialog?.kind === 'start') open(context, { ...dialog, form: editStartForm(dialog.form, key, profiles) })
  if (dialog?.kind === 'send' || dialog?.kind === 'filter') {
    const editor = edit(dialog.editor, key)
    if (editor !== undefined) retype(context, { ...dialog, editor })
  }
}

export const pasteInto = (context: HandlerContext, text: string): void => {
  const { dialog } = context.model()
  if (dialog?.kind === 'start') open(context, { ...dialog, form: pasteIntoStartForm(dialog.form, text) })
  if (dialog?.kind === 'send')
    open(context, { ...dialog, editor: insert(dialog.editor, text.replaceAll(/\r\n?/g, '\n')) })
  if (dialog?.kind === 'filter')
    retype(context, { ...dialog, editor: insert(dialog.editor, text.replace(/\s+/g, ' ')) })
}

const retype = (context: HandlerContext, dialog: Extract<Dialog, { kind: 'send' | 'filter' }>) => {
  open(context, dialog)
  if (dialog.kind === 'filter') context.dispatch({ kind: 'filter', filter: textOf(dialog.editor) })
}
