import { printable } from '../../lib/printable.ts'
import { sentenceOf } from '../../present/failure.ts'
import type { Sentence } from '../../present/failures/sentence.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'

type Next = { readonly [R in WorkerFailure['reason']]?: string }

/** What to do where the sentence for a shell names its flags: in a form there are fields. */
const nextInForm: Next = {
  'workspace-missing': 'Name a folder that exists.',
  'workspace-refused': 'Name a project’s folder.',
  'not-a-repository':
    'Name a repository as the workspace; without a branch a worker works on the folder itself.',
  'no-git-here': 'Install git, or leave the branch out: then the worker works on the folder itself.',
  'repository-unfit': 'Mend that first, or leave the branch out: then the worker works on the folder itself.',
  'branch-exists': 'Choose another name.',
}

/** What is said of a start that was asked for in the form, and what to do now. */
export const inForm = (failure: WorkerFailure): Sentence => {
  const sentence = sentenceOf(failure)
  const next = nextInForm[failure.reason]
  const { what } = sentence
  const called = failure.reason === 'invalid-input' ? what.replace(/^--/, '').replaceAll(' --', ' ') : what
  return { ...sentence, what: called, ...(next === undefined ? {} : { next }) }
}

/** The same in one line. */
export const wordsInForm = (failure: WorkerFailure): string => {
  const { what, next } = inForm(failure)
  return printable([what, next].filter(Boolean).join(' '))
}

/** A warning of a start, where it names a flag. */
export const warningInForm = (warning: string): string => warning.replace(/--branch(?: NAME)?/, 'a branch')
