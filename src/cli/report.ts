import { printable } from '../lib/printable.ts'
import { exitCodeOf, type Failure, failureJson, failureText } from '../present/failure.ts'
import { lostWords, verbJson, verbLine } from '../present/outcome.ts'
import { createPaint } from '../present/style.ts'
import { messageLines } from '../present/wrapped.ts'
import type { VerbOutcome } from '../workers/verbs.ts'
import type { CliContext, CommandInput } from './command.ts'
import { isSet } from './values.ts'

/** Data goes to stdout. */
export const print = ({ io }: CliContext, text: string): void => void io.stdout.write(`${text}\n`)

export const printJson = (context: CliContext, json: object): void =>
  print(context, JSON.stringify(json, undefined, 2))

/** Remarks go to stderr, so that they never mix with data. Nothing in them can steer a terminal. */
export const remarkOn = ({ io: { stderr } }: CliContext, text: string): void => {
  const lines = messageLines(`hal: ${text.split('\n').map(printable).join('\n')}`, columnsOf(stderr))
  stderr.write(`${lines.join('\n')}\n`)
}

/** How wide what is said may be; a pipe breaks no line. */
const columnsOf = (stderr: CliContext['io']['stderr']): number | undefined =>
  stderr.isTTY ? stderr.columns || undefined : undefined

/** To a person who gave the beginning of a name, or an id: whom that meant. Scripts get no such word in their stderr. */
export function sayWhom(context: CliContext, given: string | undefined, name: string): void {
  if (given !== undefined && given !== name && context.io.stderr.isTTY)
    remarkOn(context, `${JSON.stringify(given)} is ${name}.`)
}

/** Says a failure where it belongs and answers the exit code. */
export function reportFailure(
  context: CliContext,
  failure: Failure,
  how: { readonly isJson?: boolean; readonly isCapture?: boolean; readonly about?: string } = {},
): number {
  if (how.isJson === true) printJson(context, failureJson(failure))
  context.io.stderr.write(failureText(failure, how.about, columnsOf(context.io.stderr)))
  return exitCodeOf(failure, how.isCapture)
}

export const lookOf = ({ io }: CliContext) => ({ paint: createPaint(io.colorLevel), isUnicode: io.isUnicode })

/** Many workers, one verb: a line for each, failures to stderr; the first failure's exit code. */
export function reportOutcomes(
  context: CliContext,
  outcomes: readonly VerbOutcome[],
  { options }: CommandInput,
  done: string,
): number {
  const isJson = isSet(options, 'json')
  if (isJson) printJson(context, verbJson(outcomes))
  let exitCode = 0
  for (const outcome of outcomes) {
    if (outcome.ok) {
      if (!isJson) print(context, verbLine(outcome, done, lookOf(context)))
      if (outcome.lost !== undefined) remarkOn(context, `${outcome.name}: ${lostWords(outcome.lost)}`)
      continue
    }
    const code = reportFailure(context, outcome.failure)
    if (exitCode === 0) exitCode = code
  }
  return exitCode
}
