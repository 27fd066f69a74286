import { parseBytes } from '../../lib/bytes.ts'
import { printable } from '../../lib/printable.ts'
import { splitWords } from '../../lib/shell-words.ts'
import { sentenceOf } from '../../present/failure.ts'
import { isWorkerName } from '../../workers/name.ts'
import { leastMemoryBytes } from '../../workers/spec.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import type { FolderLook } from '../actions/acting.ts'
import { isThere } from './folder-name.ts'
import { type StartField, type StartForm, startFields, valueIn } from './start-form.ts'

type Faults = Readonly<Partial<Record<StartField, string>>>

interface Check {
  /** With more to come it may still become right. */
  readonly canBecome: (text: string) => boolean
  readonly failure: (text: string, form: StartForm) => WorkerFailure | undefined
}

const expected = (what: string, words: string, got: string): WorkerFailure => ({
  reason: 'invalid-input',
  what,
  expected: words,
  got,
})

const checks: Partial<Readonly<Record<StartField, Check>>> = {
  name: {
    // A hyphen at the end may still get its letter.
    canBecome: (text) => isWorkerName(`${text}0`),
    failure: (text, form) => {
      const count = valueIn(form, 'count')
      const last = count !== undefined && isCount(count) && Number(count) > 1 ? `${text}-${count}` : text
      return isWorkerName(last) ? undefined : { reason: 'invalid-name', name: last }
    },
  },
  image: {
    canBecome: () => true,
    failure: (_, { profile }) =>
      profile === undefined ? undefined : expected('image and profile', 'one of them', 'both'),
  },
  agent: {
    canBecome: () => true,
    failure: (text) => {
      const words = splitWords(text)
      return words.ok ? undefined : expected('agent', `an end to what ${words.failure.open} begins`, text)
    },
  },
  count: {
    canBecome: (text) => isCount(text),
    failure: (text) => (isCount(text) ? undefined : expected('count', 'a whole number from 1 to 500', text)),
  },
  memory: {
    canBecome: (text) => /^\d+(\.\d*)?\s*([kmgt]?i?b?)?$/i.test(text),
    failure: (text) => {
      const bytes = parseBytes(text)
      if (!bytes.ok) return expected('memory', bytes.failure.expected, text)
      return bytes.value < leastMemoryBytes ? expected('memory', 'at least 64m', text) : undefined
    },
  },
  cpus: {
    canBecome: (text) => /^\d{1,6}(\.\d{0,3})?$|^\.\d{0,3}$/.test(text),
    failure: (text) =>
      /^\d{1,6}(\.\d{1,3})?$/.test(text) && Number(text) >= 0.1
        ? undefined
        : expected('cpus', 'a number of at least 0.1', text),
  },
}

const isCount = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 500

export const wordsOf = (failure: WorkerFailure): string => {
  const { what, next } = sentenceOf(failure)
  return printable([what, next].filter(Boolean).join(' '))
}

/** What is wrong with a field as it stands. */
const objectionTo = (form: StartForm, field: StartField): string | undefined => {
  const text = valueIn(form, field)
  const failure = text === undefined ? undefined : checks[field]?.failure(text, form)
  return failure === undefined ? undefined : wordsOf(failure)
}

/** The first field that can't be started with. The workspace's folder isn't among them: it may have been made a moment ago. */
export const firstFault = (form: StartForm): StartForm['fault'] => {
  for (const field of startFields) {
    const why = objectionTo(form, field)
    if (why !== undefined) return { field, why }
  }
  return undefined
}

/** What stands under the fields: in the one that is being typed only what more typing can't make right. */
export const faultsOf = (form: StartForm, look: FolderLook | undefined): Faults => {
  const faults = startFields.flatMap((field): (readonly [StartField, string])[] => {
    const text = valueIn(form, field)
    const isTyped = form.field === field
    const isOpen = isTyped && (text === undefined || checks[field]?.canBecome(text) !== false)
    const why = form.fault?.field === field ? form.fault.why : isOpen ? undefined : objectionTo(form, field)
    return why === undefined ? [] : [[field, why]]
  })
  const workspace = valueIn(form, 'workspace')
  if (workspace !== undefined && isMissing(form, workspace, look) && form.fault?.field !== 'workspace') {
    const failure = {
      reason: 'workspace-missing',
      path: workspace,
      detail: 'there is no such folder',
    } as const
    faults.push(['workspace', wordsOf(failure)])
  }
  return Object.fromEntries(faults)
}

const isMissing = (form: StartForm, typed: string, look: FolderLook | undefined): boolean => {
  if (isThere(typed, look) !== false) return false
  return form.field !== 'workspace' || !hasBeginning(typed, look)
}

/** Of what is typed some folder's name may still come. */
const hasBeginning = (typed: string, look: FolderLook | undefined): boolean => {
  const leaf = typed.slice(typed.lastIndexOf('/') + 1)
  return look?.folders?.some((name) => name.startsWith(leaf)) ?? false
}
