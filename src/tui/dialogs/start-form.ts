import { splitWords } from '../../lib/shell-words.ts'
import type { StartInput } from '../../workers/verbs.ts'
import { editorOf, type LineEditor, textOf } from './line-editor.ts'

/** The form for new workers. Empty fields mean hal's own choice. */
export interface StartForm extends Readonly<Record<TextField, LineEditor>> {
  readonly field: StartField
  readonly profile: string | undefined
  /** Why a field as it is can't be started with. */
  readonly fault: { readonly field: StartField; readonly why: string } | undefined
}

export type StartField = 'profile' | TextField

/** `agent`: the command for the window of that name. */
type TextField = 'name' | 'image' | 'agent' | 'workspace' | 'count' | 'memory' | 'cpus'

/** In the order of the form. */
export const startFields: readonly StartField[] = [
  'name',
  'profile',
  'image',
  'agent',
  'workspace',
  'count',
  'memory',
  'cpus',
]

export const emptyStartForm: StartForm = {
  field: 'name',
  name: editorOf(),
  profile: undefined,
  image: editorOf(),
  agent: editorOf(),
  workspace: editorOf(),
  count: editorOf(),
  memory: editorOf(),
  cpus: editorOf(),
  fault: undefined,
}

/** What a field says; nothing where it is empty. */
export const valueIn = (form: StartForm, field: StartField): string | undefined => {
  const text = field === 'profile' ? form.profile : textOf(form[field]).trim()
  return text === '' ? undefined : text
}

/** Without what can't be read; `objectionTo` says why it can't. */
export const startInputOf = (form: StartForm): StartInput => {
  const value = (field: StartField) => valueIn(form, field)
  const words = splitWords(value('agent') ?? '')
  return {
    name: value('name'),
    profile: value('profile'),
    image: value('image'),
    workspace: value('workspace'),
    memory: value('memory'),
    count: numberIn(value('count')),
    cpus: numberIn(value('cpus')),
    command: words.ok && words.value.length > 0 ? words.value : undefined,
  }
}

const numberIn = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text)
