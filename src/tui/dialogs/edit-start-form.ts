import { printable } from '../../lib/printable.ts'
import { completion } from './folder-name.ts'
import { edit, insert, textOf } from './line-editor.ts'
import type { Offers } from './offers.ts'
import { recheck } from './start-fault.ts'
import { type StartForm, startFields } from './start-form.ts'

const cycle = <T>(values: readonly T[], value: T, step: 1 | -1): T | undefined =>
  values[(values.indexOf(value) + step + values.length) % values.length]

const turned = (form: StartForm, step: 1 | -1): StartForm => ({
  ...form,
  field: cycle(startFields, form.field, step) ?? form.field,
})

/** How what is typed goes on, for tab to take; empty where nobody knows. */
export const ghostOf = (form: StartForm, { agents, look }: Offers): string => {
  if (form.field !== 'workspace' && form.field !== 'agent') return ''
  const { characters, at } = form[form.field]
  const typed = characters.join('').trimStart()
  if (at < characters.length) return ''
  if (form.field === 'workspace') return typed === '' ? '' : completion(typed, look)
  return typed === '' ? '' : (agents.find((agent) => agent.startsWith(typed))?.slice(typed.length) ?? '')
}

/** What a key makes of the form; keys that mean nothing to it leave it as it is. */
export const editStartForm = (
  form: StartForm,
  key: string,
  profiles: readonly string[],
  offers: Offers = { agents: [], look: undefined },
): StartForm => {
  const ghost = key === 'tab' ? ghostOf(form, offers) : ''
  if (ghost !== '') return insertInto(form, ghost)
  if (key === 'tab' || key === 'down') return turned(form, 1)
  if (key === 'shift+tab' || key === 'up') return turned(form, -1)
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
  insertInto(form, printable(text))

const insertInto = (form: StartForm, line: string): StartForm => {
  if (form.field === 'profile') return form
  const inserted = insert(form[form.field], textOf(form[form.field]) === '' ? line.trim() : line)
  return recheck({ ...form, [form.field]: inserted }, form.field)
}
