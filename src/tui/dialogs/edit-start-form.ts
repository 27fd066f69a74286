import { edit, insert } from './line-editor.ts'
import { recheck } from './start-fault.ts'
import type { StartField, StartForm } from './start-form.ts'

const fields: readonly StartField[] = ['name', 'profile', 'image']

const cycle = <T>(values: readonly T[], value: T, step: 1 | -1): T =>
  values[(values.indexOf(value) + step + values.length) % values.length] ?? value

/** What a key makes of the form; keys that mean nothing to it leave it as it is. */
export const editStartForm = (form: StartForm, key: string, profiles: readonly string[]): StartForm => {
  if (key === 'tab' || key === 'down') return { ...form, field: cycle(fields, form.field, 1) }
  if (key === 'shift+tab' || key === 'up') return { ...form, field: cycle(fields, form.field, -1) }
  if (form.field === 'profile') {
    const choices = [undefined, ...profiles]
    const step = key === 'right' || key === ' ' ? 1 : key === 'left' ? -1 : undefined
    if (step === undefined) return form
    return recheck({ ...form, profile: cycle(choices, form.profile, step) }, 'profile')
  }
  const edited = edit(form[form.field], key)
  return edited === undefined ? form : recheck({ ...form, [form.field]: edited }, form.field)
}

export const pasteIntoStartForm = (form: StartForm, text: string): StartForm =>
  form.field === 'profile'
    ? form
    : recheck(
        { ...form, [form.field]: insert(form[form.field], text.replace(/\s+/g, ' ').trim()) },
        form.field,
      )
