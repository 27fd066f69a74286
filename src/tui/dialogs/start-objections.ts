import { isBranchName } from '../../lib/branch-name.ts'
import { parseBytes } from '../../lib/bytes.ts'
import { closest } from '../../lib/closest.ts'
import { splitWords } from '../../lib/shell-words.ts'
import { leastMemoryBytes, leastPids } from '../../workers/create/spec.ts'
import { isWorkerName } from '../../workers/name.ts'
import { wishOf } from '../../workers/work/wish.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import type { AgentChoice, FolderLook } from '../actions/acting.ts'
import { isThere } from './folder-name.ts'
import { wordsInForm } from './form-words.ts'
import { type StartField, type StartForm, startFields, valueIn } from './start-form.ts'

type Faults = Readonly<Partial<Record<StartField, string>>>

interface Check {
  /** With more to come it may still become right. */
  readonly canBecome: (text: string, known: Known) => boolean
  /** Or a sentence of its own, where what is missing is another field. */
  readonly failure: (text: string, form: StartForm, known: Known) => WorkerFailure | string | undefined
}

/** What a form is held against. No agents: nobody has said which there are. */
export interface Known {
  readonly agents: readonly AgentChoice[]
  readonly look: FolderLook | undefined
}

const expected = (what: string, words: string, got: string): WorkerFailure => ({
  reason: 'invalid-input',
  what,
  expected: words,
  got,
})

const needsAgent = (what: string): string => `${what} is for an agent: choose one above.`

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
    canBecome: (text, { agents }) => agents.some(({ name }) => name.startsWith(text)),
    failure: (agent, _, { agents }) => {
      const known = agents.map(({ name }) => name)
      if (known.length === 0 || known.includes(agent)) return undefined
      return { reason: 'unknown-agent', agent, suggestion: closest(agent, known), known }
    },
  },
  unattended: {
    canBecome: () => false,
    failure: (_, form) => (valueIn(form, 'agent') === undefined ? needsAgent('unattended') : undefined),
  },
  branch: {
    // A slash or a dot at the end may still get its letter.
    canBecome: (text) => isBranchName(`${text}0`),
    failure: (text, form) => {
      if (!isBranchName(text)) return { reason: 'bad-branch', branch: text }
      const count = valueIn(form, 'count')
      if (count !== undefined && isCount(count) && Number(count) > 1)
        return expected('branch', 'one worker (the workspace "clone" gives each a branch of its own)', count)
      const workspace = valueIn(form, 'workspace')
      return workspace === 'bind' || workspace === 'empty'
        ? expected('workspace with a branch', 'clone, or a folder or address of a repository', workspace)
        : undefined
    },
  },
  prompt: {
    canBecome: () => true,
    failure: (_, form) =>
      (valueIn(form, 'agent') ?? valueIn(form, 'command')) === undefined ? needsAgent('a prompt') : undefined,
  },
  command: {
    canBecome: () => true,
    failure: (text, form) => {
      const words = splitWords(text)
      if (!words.ok) return expected('command', `an end to what ${words.failure.open} begins`, text)
      return valueIn(form, 'agent') === undefined
        ? undefined
        : expected('agent and command', 'one of them', 'both')
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
  pids: {
    canBecome: (text) => /^\d{1,7}$/.test(text),
    failure: (text) =>
      /^\d{1,7}$/.test(text) && Number(text) >= leastPids
        ? undefined
        : expected('pids', `a whole number of at least ${leastPids}`, text),
  },
}

const isCount = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= 500

/** What is wrong with a field as it stands. */
const objectionTo = (form: StartForm, field: StartField, known: Known): string | undefined => {
  const text = valueIn(form, field)
  const failure = text === undefined ? undefined : checks[field]?.failure(text, form, known)
  return typeof failure === 'object' ? wordsInForm(failure) : failure
}

/** The first field that can't be started with. */
export const firstFault = (form: StartForm, known: Known): StartForm['fault'] => {
  for (const field of startFields) {
    const why = objectionTo(form, field, known) ?? (field === 'workspace' ? missing(form, known) : undefined)
    if (why !== undefined) return { field, why }
  }
  return undefined
}

/** What stands under the fields: in the one that is being typed only what more typing can't make right. */
export const faultsOf = (form: StartForm, known: Known): Faults => {
  const faults = startFields.flatMap((field): (readonly [StartField, string])[] => {
    const text = valueIn(form, field)
    const isTyped = form.field === field
    const isOpen = isTyped && (text === undefined || checks[field]?.canBecome(text, known) !== false)
    const why =
      form.fault?.field === field ? form.fault.why : isOpen ? undefined : objectionTo(form, field, known)
    return why === undefined ? [] : [[field, why]]
  })
  const isFolderOpen = form.field === 'workspace' && hasBeginning(valueIn(form, 'workspace') ?? '', known)
  const why = form.fault?.field === 'workspace' || isFolderOpen ? undefined : missing(form, known)
  if (why !== undefined) faults.push(['workspace', why])
  return Object.fromEntries(faults)
}

/** Of a folder that is not there, as far as anybody has looked. */
const missing = (form: StartForm, { look }: Known): string | undefined => {
  const typed = valueIn(form, 'workspace')
  const { folder } = wishOf({ workspace: typed, branch: undefined, base: undefined })
  if (typed === undefined || folder === undefined || isThere(typed, look) !== false) return undefined
  return wordsInForm({ reason: 'workspace-missing', path: typed, detail: 'there is no such folder' })
}

/** Of what is typed some folder's name may still come, or another kind of workspace. */
const hasBeginning = (typed: string, { look }: Known): boolean => {
  const leaf = typed.slice(typed.lastIndexOf('/') + 1)
  const isKind = ['bind', 'clone', 'empty'].some((kind) => kind.startsWith(typed))
  const isAddress = /^(?:https?|ssh|git):|@/.test(typed)
  return isKind || isAddress || (look?.folders?.some((name) => name.startsWith(leaf)) ?? false)
}
