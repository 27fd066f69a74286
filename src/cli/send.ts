import { text as readAll } from 'node:stream/consumers'
import { answerStatus, askingWords } from '../present/asking.ts'
import { outputJson } from '../present/output.ts'
import { proofRemark } from '../present/prompt.ts'
import type { Answered } from '../workers/verbs.ts'
import type { CliContext, CommandInput, Run } from './command.ts'
import { printJson, remarkOn, reportFailure, sayWhom } from './report.ts'
import { activitiesOption, isSet, numberOption, textOption } from './values.ts'

export const run: Run = async (context, input) => {
  const { args, options } = input
  const keys = keysOption(options)
  const given = [args[1] !== undefined, isSet(options, 'stdin'), keys !== undefined].filter(Boolean).length
  if (given !== 1) {
    remarkOn(
      context,
      given === 0
        ? 'what to send? Give text, --keys or --stdin.'
        : 'give one of text, --keys and --stdin. Several keys are one word: --keys Down,Enter.',
    )
    return 2
  }
  if (isSet(options, 'capture') && keys !== undefined) {
    remarkOn(context, 'keys have no output to capture; look with `hal capture` afterwards.')
    return 2
  }
  const until = activitiesOption(options)
  if (until !== undefined && !isSet(options, 'capture')) {
    remarkOn(context, '--until is for --capture; `hal wait` waits without sending anything.')
    return 2
  }
  const text = isSet(options, 'stdin') ? await readAll(context.io.stdin) : args[1]
  if (isSet(options, 'capture') && (text ?? '').trim() === '') {
    remarkOn(context, 'there is no command in what is to be sent, so nothing was.')
    return 2
  }
  return isSet(options, 'capture')
    ? captured(context, input, text ?? '')
    : typed(context, input, { text, keys })
}

async function typed(
  context: CliContext,
  { args, options }: CommandInput,
  { text, keys }: { readonly text: string | undefined; readonly keys: readonly string[] | undefined },
): Promise<number> {
  const isJson = isSet(options, 'json')
  const sent = await context.workers.send({
    name: args[0] ?? '',
    window: textOption(options, 'window'),
    text,
    keys,
    isEnterLeftOut: options['enter'] === false,
    draft: isSet(options, 'clear') ? 'clear' : 'refuse',
    signal: context.signal,
  })
  if (!sent.ok) return reportFailure(context, sent.failure, { isJson })
  const { proof } = sent.value
  if (isJson) printJson(context, { version: 1, ...sent.value, ...(proof && { outcome: 'submitted' }) })
  else {
    sayWhom(context, args[0], sent.value.worker)
    const remark = proof === undefined ? undefined : proofRemark(sent.value.worker, proof)
    if (remark !== undefined) remarkOn(context, remark)
  }
  return 0
}

/** stdout is the command's, byte for byte, and so is the exit code; hal's own failures are 125, a timeout 124. */
async function captured(context: CliContext, { args, options }: CommandInput, text: string): Promise<number> {
  const isJson = isSet(options, 'json')
  const result = await context.workers.run({
    name: args[0] ?? '',
    window: textOption(options, 'window'),
    text,
    timeoutMs: numberOption(options, 'timeout'),
    draft: isSet(options, 'clear') ? 'clear' : 'refuse',
    until: activitiesOption(options),
    onPause: ({ activity, question, agent }) => {
      if (activity !== 'ended') remarkOn(context, askingWords(args[0] ?? '', { activity, question, agent }))
    },
    signal: context.signal,
  })
  if (!result.ok) {
    const { failure } = result
    if ('stdout' in failure && !isJson) context.io.stdout.write(failure.stdout)
    return reportFailure(context, failure, { isJson, isCapture: true })
  }
  if ('from' in result.value) return answered(context, result.value, { isJson, named: args[0] })
  const { stdout, exitCode, isTruncated, worker } = result.value
  if (isJson) {
    printJson(context, outputJson(result.value))
    return exitCode
  }
  sayWhom(context, args[0], worker)
  context.io.stdout.write(stdout)
  if (isTruncated) remarkOn(context, 'the output was longer than hal keeps: its beginning is missing.')
  return exitCode
}

/** stdout is the agent's answer. Where it waits for a person, that is no end: 22. */
function answered(
  context: CliContext,
  answer: Answered,
  { isJson, named }: { readonly isJson: boolean; readonly named: string | undefined },
): number {
  const { worker, text, from } = answer
  const exitCode = answerStatus(answer)
  if (isJson) {
    printJson(context, outputJson(answer))
    return exitCode
  }
  sayWhom(context, named, worker)
  if (exitCode === 0 || from !== 'screen') context.io.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  if (from === 'screen' && exitCode === 0)
    remarkOn(context, `${worker} has said no answer of its own: this is what its screen shows.`)
  if (exitCode !== 0) remarkOn(context, askingWords(worker, answer))
  return exitCode
}

const keysOption = (options: Readonly<Record<string, unknown>>): readonly string[] | undefined => {
  const { keys } = options
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : undefined
}
