import { splitWords } from '../../lib/shell-words.ts'
import type { StartInput } from '../../workers/verbs.ts'
import { editorOf, type LineEditor, textOf } from './line-editor.ts'

/** The form for new workers. Empty fields mean hal's own choice. */
export interface StartForm extends Readonly<Record<TextField, LineEditor>> {
  readonly field: StartField
  readonly profile: string | undefined
  /** The agent acts without asking; where not, it is as the person's config says. */
  readonly isUnattended: boolean
  /** Why a field as it is can't be started with. */
  readonly fault: { readonly field: StartField; readonly why: string } | undefined
}

export type StartField = 'profile' | 'unattended' | TextField

/** `command`: for the window `agent`, in place of an agent. `prompt`: what the agent is given once it is up. */
export type TextField =
  | 'name'
  | 'agent'
  | 'branch'
  | 'prompt'
  | 'workspace'
  | 'image'
  | 'command'
  | 'count'
  | 'memory'
  | 'cpus'
  | 'pids'

/** In the order of the form. */
export const startFields: readonly StartField[] = [
  'name',
  'agent',
  'unattended',
  'branch',
  'prompt',
  'workspace',
  'profile',
  'image',
  'command',
  'count',
  'memory',
  'cpus',
  'pids',
]

export const emptyStartForm: StartForm = {
  field: 'name',
  name: editorOf(),
  agent: editorOf(),
  isUnattended: false,
  branch: editorOf(),
  prompt: editorOf(),
  workspace: editorOf(),
  profile: undefined,
  image: editorOf(),
  command: editorOf(),
  count: editorOf(),
  memory: editorOf(),
  cpus: editorOf(),
  pids: editorOf(),
  fault: undefined,
}

/** What a field says; nothing where it is empty. */
export const valueIn = (form: StartForm, field: StartField): string | undefined => {
  if (field === 'profile') return form.profile
  if (field === 'unattended') return form.isUnattended ? 'yes' : undefined
  const text = textOf(form[field]).trim()
  return text === '' ? undefined : text
}

export const isTextField = (field: StartField): field is TextField =>
  field !== 'profile' && field !== 'unattended'

/** Without what can't be read; `objectionTo` says why it can't. */
export const startInputOf = (form: StartForm): StartInput => {
  const value = (field: StartField) => valueIn(form, field)
  const words = splitWords(value('command') ?? '')
  return {
    name: value('name'),
    profile: value('profile'),
    image: value('image'),
    agent: value('agent'),
    isUnattended: form.isUnattended ? true : undefined,
    branch: value('branch'),
    workspace: value('workspace'),
    memory: value('memory'),
    count: numberIn(value('count')),
    cpus: numberIn(value('cpus')),
    pids: numberIn(value('pids')),
    command: words.ok && words.value.length > 0 ? words.value : undefined,
  }
}

const numberIn = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text)
