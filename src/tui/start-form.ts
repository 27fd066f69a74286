import type { StartInput } from '../workers/verbs.ts'
import { edit, editorOf, insert, type LineEditor, textOf } from './line-editor.ts'

/** The form for a new worker. Empty fields mean hal's own choice. */
export interface StartForm {
  readonly field: StartField
  readonly name: LineEditor
  readonly profile: string | undefined
  readonly image: LineEditor
}

export type StartField = 'name' | 'profile' | 'image'

const fields: readonly StartField[] = ['name', 'profile', 'image']

export const emptyStartForm: StartForm = {
  field: 'name',
  name: editorOf(),
  profile: undefined,
  image: editorOf(),
}

const cycle = <T>(values: readonly T[], value: T, step: 1 | -1): T =>
  values[(values.indexOf(value) + step + values.length) % values.length] ?? value

/** What a key makes of the form; keys that mean nothing to it leave it as it is. */
export const editStartForm = (form: StartForm, key: string, profiles: readonly string[]): StartForm => {
  if (key === 'tab' || key === 'down') return { ...form, field: cycle(fields, form.field, 1) }
  if (key === 'shift+tab' || key === 'up') return { ...form, field: cycle(fields, form.field, -1) }
  if (form.field === 'profile') {
    const choices = [undefined, ...profiles]
    if (key === 'right' || key === ' ') return { ...form, profile: cycle(choices, form.profile, 1) }
    if (key === 'left') return { ...form, profile: cycle(choices, form.profile, -1) }
    return form
  }
  return { ...form, [form.field]: edit(form[form.field], key) ?? form[form.field] }
}

export const pasteIntoStartForm = (form: StartForm, text: string): StartForm =>
  form.field === 'profile'
    ? form
    : { ...form, [form.field]: insert(form[form.field], text.replace(/\s+/g, ' ').trim()) }

export const startInputOf = (form: StartForm): StartInput => {
  const name = textOf(form.name).trim()
  const image = textOf(form.image).trim()
  return {
    ...(name === '' ? {} : { name }),
    ...(image === '' ? {} : { image }),
    ...(form.profile === undefined ? {} : { profile: form.profile }),
  }
}
