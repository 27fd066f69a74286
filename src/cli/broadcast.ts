import { answerStatus } from '../present/asking.ts'
import { failureJson } from '../present/failure.ts'
import type { Captured } from '../workers/verbs.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import type { CliContext, CommandInput, Run } from './command.ts'
import { lookOf, print, printJson, reportFailure } from './report.ts'
import { isSet, numberOption, pairsOption, textOption } from './values.ts'

type Answer = {
  readonly name: string
  readonly result:
    | Awaited<ReturnType<CliContext['workers']['run']>>
    | Awaited<ReturnType<CliContext['workers']['send']>>
}

/**
 * The same to all running workers, side by side. Exit code: the first command's that is not 0; where all that ran went well, that of
 * the first failure of hal's own.
 */
export const run: Run = async (context, input) => {
  const { options } = input
  const isJson = isSet(options, 'json')
  const workers = await context.workers.list({ filters: pairsOption(options, 'filter') })
  if (!workers.ok) return reportFailure(context, workers.failure, { isJson })
  const running = workers.value.filter(({ phase }) => phase.kind === 'ready')
  if (running.length === 0) return reportFailure(context, nobody(workers.value.length, options), { isJson })
  const answers = await Promise.all(running.map(({ name }) => sendTo(context, name, input)))
  if (isJson) printJson(context, { version: 1, workers: answers.map(answerJson) })
  const ends = answers.map((answer) => report(context, answer, input))
  const codes = [...ends.map(({ status }) => status), ...ends.map(({ failed }) => failed)]
  return codes.find((code) => code !== 0) ?? 0
}

const nobody = (fitting: number, options: CommandInput['options']): WorkerFailure =>
  fitting > 0
    ? { reason: 'none-runs' }
    : options['filter'] === undefined
      ? { reason: 'no-workers' }
      : { reason: 'none-fits' }

async function sendTo(context: CliContext, name: string, { args, options }: CommandInput): Promise<Answer> {
  const text = args[0] ?? ''
  const window = textOption(options, 'window')
  const { signal } = context
  const result = isSet(options, 'capture')
    ? await context.workers.run({ name, window, text, timeoutMs: numberOption(options, 'timeout'), signal })
    : await context.workers.send({ name, window, text, signal })
  return { name, result }
}

/** What one worker adds to the exit code: its command's status, or hal's own failure. */
interface End {
  readonly status: number
  readonly failed: number
}

function report(context: CliContext, { name, result }: Answer, { options }: CommandInput): End {
  const isJson = isSet(options, 'json')
  if (!result.ok) {
    const { failure } = result
    if (!isJson) {
      head(context, name, failedWords(failure))
      if ('stdout' in failure) context.io.stdout.write(failure.stdout)
    }
    const isCapture = isSet(options, 'capture')
    return { status: 0, failed: reportFailure(context, failure, { isCapture, about: name }) }
  }
  if ('from' in result.value) {
    const { text, activity } = result.value
    const status = answerStatus(result.value)
    if (!isJson) {
      head(context, name, status === 0 ? '' : activity)
      context.io.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
    }
    return { status, failed: 0 }
  }
  const captured = isCaptured(result.value) ? result.value : undefined
  if (!isJson) {
    head(context, name, captured === undefined ? 'sent' : statusWords(captured.exitCode))
    if (captured !== undefined) context.io.stdout.write(captured.stdout)
  }
  return { status: captured?.exitCode ?? 0, failed: 0 }
}

const head = (context: CliContext, name: string, words: string): void =>
  print(context, lookOf(context).paint.strong(`── ${name}${words === '' ? '' : ` · ${words}`}`))

const statusWords = (exitCode: number): string => (exitCode === 0 ? '' : `status ${exitCode}`)

/** In short; the whole sentence stands on stderr. */
const failedWords = ({ reason }: WorkerFailure): string => shortWords[reason] ?? 'failed'

const shortWords: Partial<Record<WorkerFailure['reason'], string>> = {
  'shell-busy': 'busy',
  'still-running': 'still running',
  'still-waiting': 'busy',
  'shell-ended': 'ended its shell',
}

const isCaptured = (value: object): value is Captured => 'stdout' in value

function answerJson({ name, result }: Answer): object {
  if (!result.ok) return { name, ...failureJson(result.failure) }
  if ('from' in result.value) return { ...result.value, name, exitCode: answerStatus(result.value) }
  if (!isCaptured(result.value)) return { name, window: result.value.window }
  const { stdout, exitCode, durationMs, isTruncated, window } = result.value
  return {
    name,
    window,
    stdout: stdout.toString('utf8'),
    exitCode,
    durationMs: Math.round(durationMs),
    truncated: isTruncated,
  }
}
