import { printable } from '../../lib/printable.ts'
import { candidates, completion, isThere } from './folder-name.ts'
import { edit, editorOf, insert, textOf } from './line-editor.ts'
import type { Offers } from './offers.ts'
import { recheck } from './start-fault.ts'
import { isTextField, type StartForm, startFields, type TextField, valueIn } from './start-form.ts'
import { moveLine, toLineEdge } from './text-area.ts'

const cycle = <T>(values: readonly T[], value: T, step: 1 | -1): T | undefined => {
  const at = values.indexOf(value)
  return values[at < 0 ? 0 : (at + step + values.length) % values.length]
}

const turned = (form: StartForm, step: 1 | -1): StartForm => ({
  ...form,
  field: cycle(startFields, form.field, step) ?? form.field,
})

/** How what is typed goes on, for tab or → to take; empty where nobody knows. */
export const ghostOf = (form: StartForm, { agents, commands, look }: Offers): string => {
  const { field } = form
  if (field !== 'workspace' && field !== 'agent' && field !== 'command') return ''
  const { characters, at } = form[field]
  const typed = characters.join('').trimStart()
  if (at < characters.length || typed === '') return ''
  if (field === 'workspace') return completion(typed, look)
  const words = field === 'agent' ? agents.map(({ name }) => name) : commands
  return words.find((word) => word.startsWith(typed))?.slice(typed.length) ?? ''
}

const noOffers: Offers = { agents: [], commands: [], look: undefined }

/** What a key makes of the form; keys that mean nothing to it leave it as it is. */
export const editStartForm = (
  form: StartForm,
  key: string,
  profiles: readonly string[],
  offers: Offers = noOffers,
): StartForm => {
  const ghost = key === 'tab' || key === 'right' ? ghostOf(form, offers) : ''
  if (ghost !== '') {
    const whole = insertInto(form, ghost)
    // A folder may be gone into further; an agent's name is all there is to say.
    return key === 'tab' && form.field === 'agent' ? turned(whole, 1) : whole
  }
  if (key === 'tab' && isOpen(form, offers)) return form
  const within = withinPrompt(form, key)
  if (within !== undefined) return within
  if (key === 'tab' || key === 'down') return turned(form, 1)
  if (key === 'shift+tab' || key === 'up') return turned(form, -1)
  const chosen = choose(form, key, { profiles, offers })
  if (chosen !== undefined) return chosen
  if (form.field === 'profile') return profileFrom(form, key, profiles)
  if (!isTextField(form.field)) return form
  const edited = edit(form[form.field], key)
  return edited === undefined ? form : retyped(form, form.field, edited)
}

/** A letter goes to the next profile that begins with it; one that none begins with is no key of the form. */
const profileFrom = (form: StartForm, letter: string, profiles: readonly string[]): StartForm => {
  const at = form.profile === undefined ? -1 : profiles.indexOf(form.profile)
  const inOrder = [...profiles.slice(at + 1), ...profiles.slice(0, at + 1)]
  const profile = inOrder.find((name) => name.startsWith(letter))
  return profile === undefined ? form : recheck({ ...form, profile }, 'profile')
}

const retyped = (form: StartForm, field: TextField, editor: StartForm[TextField]): StartForm =>
  recheck({ ...form, [field]: editor }, field)

/** Several folders begin so, and they are listed: it is none of them yet. */
const isOpen = (form: StartForm, { look }: Offers): boolean => {
  const typed = form.field === 'workspace' ? valueIn(form, 'workspace') : undefined
  return typed !== undefined && isThere(typed, look) === false && candidates(typed, look).length > 1
}

/** A prompt has lines, and the arrows go through them first. */
const withinPrompt = (form: StartForm, key: string): StartForm | undefined => {
  if (form.field !== 'prompt') return undefined
  const { prompt } = form
  if (key === 'up' || key === 'down') {
    const moved = moveLine(prompt, key === 'up' ? -1 : 1)
    return moved === undefined ? undefined : { ...form, prompt: moved }
  }
  if (key === 'home' || key === 'ctrl+a') return { ...form, prompt: toLineEdge(prompt, 'start') }
  if (key === 'end' || key === 'ctrl+e') return { ...form, prompt: toLineEdge(prompt, 'end') }
  return undefined
}

/** Arrows go through what a field can be. An agent can be typed as well, but blanks are no part of one. */
const choose = (
  form: StartForm,
  key: string,
  { profiles, offers }: { readonly profiles: readonly string[]; readonly offers: Offers },
): StartForm | undefined => {
  const step = key === 'right' || key === ' ' ? 1 : key === 'left' ? -1 : undefined
  if (step === undefined) return undefined
  switch (form.field) {
    case 'profile':
      return recheck({ ...form, profile: cycle([undefined, ...profiles], form.profile, step) }, 'profile')
    case 'unattended':
      return recheck({ ...form, isUnattended: !form.isUnattended }, 'unattended')
    case 'agent': {
      const names = ['', ...offers.agents.map(({ name }) => name)]
      const next = cycle(names, valueIn(form, 'agent') ?? '', step)
      return retyped(form, 'agent', editorOf(next))
    }
    default:
      return undefined
  }
}

export const pasteIntoStartForm = (form: StartForm, text: string): StartForm =>
  form.field === 'prompt'
    ? retyped(form, 'prompt', insert(form.prompt, linesAlone(text)))
    : insertInto(form, printable(text))

/** Its lines and tabs are the text's own; what else steers a terminal is not. */
const linesAlone = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .split(/([\n\t])/)
    .map((part) => (part === '\n' || part === '\t' ? part : printable(part)))
    .join('')

const insertInto = (form: StartForm, line: string): StartForm => {
  const { field } = form
  if (!isTextField(field)) return form
  return retyped(form, field, insert(form[field], textOf(form[field]) === '' ? line.trim() : line))
}
