import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { wordsInForm } from './form-words.ts'
import { type StartField, type StartForm, startFields, valueIn } from './start-form.ts'
import { firstFault, type Known } from './start-objections.ts'

const blamed: Partial<Readonly<Record<WorkerFailure['reason'], StartField>>> = {
  'invalid-name': 'name',
  'name-taken': 'name',
  'worker-differs': 'name',
  'worker-of-another': 'name',
  'unknown-profile': 'profile',
  'bad-profile': 'profile',
  'profile-cycle': 'profile',
  'profile-not-built': 'profile',
  'no-image-chosen': 'profile',
  'missing-file': 'profile',
  'no-such-image': 'image',
  'registry-denied': 'image',
  'registry-unreachable': 'image',
  'no-shell-in-image': 'image',
  'image-of-another-architecture': 'image',
  'workspace-missing': 'workspace',
  'workspace-refused': 'workspace',
  'not-a-repository': 'workspace',
  'repository-unfit': 'workspace',
  'unknown-agent': 'agent',
  'agent-unreachable': 'agent',
  'secret-unread': 'agent',
  'bad-branch': 'branch',
  'branch-exists': 'branch',
  'branch-blocked': 'branch',
}

const fieldAtFault = (form: StartForm, failure: WorkerFailure): StartField | undefined => {
  if (failure.reason === 'invalid-input')
    return startFields.find((field) => failure.what.startsWith(`--${field}`))
  const field = blamed[failure.reason]
  return field === 'image' && valueIn(form, 'image') === undefined ? 'profile' : field
}

/** The form after its start failed: as it was typed, with the sentence under the field at fault, if it is one's. */
export const afterFailedStart = (form: StartForm, failure: WorkerFailure): StartForm => {
  const field = fieldAtFault(form, failure)
  return field === undefined ? form : { ...form, field, fault: { field, why: wordsInForm(failure) } }
}

/**
 * What ⏎ makes of a form that can't be started with; `undefined` when it can. A folder that is not there may have been made a moment ago:
 * who asks again gets to know.
 */
export const refusedStart = (form: StartForm, known: Known): StartForm | undefined => {
  const isAskedAgain = form.fault?.field === 'workspace' && form.field === 'workspace'
  const fault = firstFault(form, isAskedAgain ? { ...known, look: undefined } : known)
  return fault === undefined ? undefined : { ...form, field: fault.field, fault }
}

/** After a field was edited: what was wrong with it is history. */
export const recheck = (form: StartForm, edited: StartField): StartForm =>
  form.fault?.field === edited || isAboutBoth(form, edited) ? { ...form, fault: undefined } : form

/** At fault together: what is edited may have mended what is said under another. */
const together: Partial<Readonly<Record<StartField, readonly StartField[]>>> = {
  profile: ['image'],
  agent: ['unattended', 'prompt', 'command'],
  command: ['prompt'],
  count: ['branch', 'name'],
  workspace: ['branch'],
}

const isAboutBoth = ({ fault }: StartForm, edited: StartField): boolean =>
  fault !== undefined && together[edited]?.includes(fault.field) === true
