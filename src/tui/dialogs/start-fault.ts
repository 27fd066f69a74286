import { printable } from '../../lib/printable.ts'
import { sentenceOf } from '../../present/failure.ts'
import { isWorkerName } from '../../workers/name.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { textOf } from './line-editor.ts'
import type { StartField, StartForm } from './start-form.ts'

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
}

/** The form after its start failed: as it was typed, with the sentence under the field at fault, if it is one's. */
export const afterFailedStart = (form: StartForm, failure: WorkerFailure): StartForm => {
  const isProfiles = textOf(form.image).trim() === '' && blamed[failure.reason] === 'image'
  const field = isProfiles ? 'profile' : blamed[failure.reason]
  if (field === undefined) return form
  const { what, next } = sentenceOf(failure)
  return { ...form, field, fault: { field, why: printable([what, next].filter(Boolean).join(' ')) } }
}

/** What ⏎ makes of a form whose name can't be one; `undefined` when it can be started. */
export const refusedStart = (form: StartForm): StartForm | undefined => {
  const name = nameIn(form)
  return name === '' || isWorkerName(name)
    ? undefined
    : afterFailedStart(form, { reason: 'invalid-name', name })
}

/** After a field was edited: a name that can't become one any more is said at once, any other fault of the field is history. */
export const recheck = (form: StartForm, edited: StartField): StartForm => {
  // A hyphen at the end may still get its letter.
  const canBecome = edited !== 'name' || nameIn(form) === '' || isWorkerName(`${nameIn(form)}0`)
  const refused = canBecome ? undefined : refusedStart(form)
  if (refused !== undefined) return refused
  return form.fault?.field === edited ? { ...form, fault: undefined } : form
}

const nameIn = ({ name }: StartForm): string => textOf(name).trim()
