import type { ConfigFailure } from '../config/config-failure.ts'
import { printable } from '../lib/printable.ts'
import type { TaskFailure } from '../tasks/task-failure.ts'
import { configSentences } from './failures/config.ts'
import { engineSentences } from './failures/engine.ts'
import { imageSentences } from './failures/image.ts'
import { remoteSentences } from './failures/remote.ts'
import type { ExitCode, Sentence } from './failures/sentence.ts'
import { type ServerFailure, serverSentences } from './failures/server.ts'
import { storeSentences } from './failures/store.ts'
import { taskSentences } from './failures/task.ts'
import { tmuxSentences } from './failures/tmux.ts'
import { workerSentences } from './failures/worker.ts'
import { workspaceSentences } from './failures/workspace.ts'
import { messageLines } from './wrapped.ts'

export type Failure = TaskFailure | ConfigFailure | ServerFailure

/** Each union's map stands alone, so two unions must not share a reason (`cancelled` means the same in both of its own). */
const sentences = {
  ...engineSentences,
  ...imageSentences,
  ...remoteSentences,
  ...configSentences,
  ...serverSentences,
  ...storeSentences,
  ...taskSentences,
  ...workerSentences,
  ...tmuxSentences,
  ...workspaceSentences,
}

/** The sentence of a failure. Every reason has exactly one; one that came from a file may be a newer hal's. */
export function sentenceOf(failure: Failure): Sentence {
  // The map is exhaustive by its type; TypeScript can't follow a reason to its own function.
  const render = sentences[failure.reason] as (failure: Failure) => Sentence
  return Object.hasOwn(sentences, failure.reason) ? render(failure) : unknownReason(failure)
}

const unknownReason = ({ reason }: { readonly reason: string }): Sentence => ({
  what: `it failed for a reason that a newer hal knows: ${reason}.`,
  next: 'That hal says more.',
  exitCode: 1,
  httpStatus: 500,
})

/**
 * As it stands on stderr: `hal: what.` and indented below it why and what to do now; `hal: ada: what.` where it is about one of many.
 * Nothing in it can steer a terminal. On one of so many `columns`, no line breaks within a word.
 */
export function failureText(failure: Failure, about?: string, columns?: number): string {
  const { what, why = [], next } = sentenceOf(failure)
  const lines = [
    about === undefined ? what : `${about}: ${what}`,
    ...why,
    ...(next === undefined ? [] : [next]),
  ]
    .flatMap((line) => line.split('\n'))
    .map(cleanLine)
  return `${messageLines(`hal: ${lines.join('\n     ')}`, columns).join('\n')}\n`
}

const cleanLine = (line: string): string => {
  const indent = /^ */.exec(line)?.[0] ?? ''
  return indent + printable(line.slice(indent.length))
}

/** hal's exit code. During a capture the code belongs to the command, so hal's own failures are 125; a timeout, and what an agent did not take, keep theirs. */
export function exitCodeOf(failure: Failure, isCapture = false): ExitCode {
  const { exitCode } = sentenceOf(failure)
  return isCapture && !ofCaptures.has(exitCode) ? 125 : exitCode
}

const ofCaptures: ReadonlySet<ExitCode> = new Set([20, 21, 22, 124])

/** The same for programs. Bytes of output stay out: they have a field of their own where they belong. */
export function failureJson(failure: Failure): {
  readonly version: 1
  readonly failure: { readonly message: string; readonly next?: string }
} {
  const { what, next } = sentenceOf(failure)
  const facts = Object.fromEntries(
    Object.entries(failure).filter(([, value]) => !(value instanceof Uint8Array)),
  )
  return { version: 1, failure: { ...facts, message: what, ...(next === undefined ? {} : { next }) } }
}
