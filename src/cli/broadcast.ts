import { failureJson } from '../present/failure.ts'
import type { Captured } from '../workers/verbs.ts'
import type { CliContext, CommandInput, Run } from './command.ts'
import { lookOf, print, printJson, reportFailure } from './report.ts'
import { isSet, numberOption, pairsOption, textOption } from './values.ts'

type Answer = {
  readonly name: string
  readonly result:
    | Awaited<ReturnType<CliContext['workers']['run']>>
    | Awaited<ReturnType<CliContext['workers']['send']>>
}

/** The same to all running workers, side by side. Exit code: 0, or the first worker's that is not 0. */
export const run: Run = async (context, input) => {
  const { options } = input
  const isJson = isSet(options, 'json')
  const workers = await context.workers.list({ filters: pairsOption(options, 'filter') })
  if (!workers.ok) return reportFailure(context, workers.failure, { isJson })
  const running = workers.value.filter(({ phase }) => phase.kind === 'ready')
  if (running.length === 0) return reportFailure(context, { reason: 'no-workers' }, { isJson })
  const answers = await Promise.all(running.map(({ name }) => sendTo(context, name, input)))
  if (isJson) printJson(context, { version: 1, workers: answers.map(answerJson) })
  return answers.map((answer) => report(context, answer, isJson)).find((code) => code !== 0) ?? 0
}

async function sendTo(context: CliContext, name: string, { args, options }: CommandInput): Promise<Answer> {
  const text = args[0] ?? ''
  const window = textOption(options, 'window')
  const { signal } = context
  const result = isSet(options, 'capture')
    ? await context.workers.run({ name, window, text, timeoutMs: numberOption(options, 'timeout'), signal })
    : await context.workers.send({ name, window, text, signal })
  return { name, result }
}

function report(context: CliContext, { name, result }: Answer, isJson: boolean): number {
  const { paint } = lookOf(context)
  if (!result.ok) {
    if (!isJson) print(context, paint.strong(`── ${name}`))
    return reportFailure(context, result.failure, { isCapture: true })
  }
  const captured = isCaptured(result.value) ? result.value : undefined
  if (!isJson) {
    print(
      context,
      paint.strong(
        `── ${name}${captured === undefined ? ' · sent' : captured.exitCode === 0 ? '' : ` · status ${captured.exitCode}`}`,
      ),
    )
    if (captured !== undefined) context.io.stdout.write(captured.stdout)
  }
  return captured?.exitCode ?? 0
}

const isCaptured = (value: object): value is Captured => 'stdout' in value

function answerJson({ name, result }: Answer): object {
  if (!result.ok) return { name, ...failureJson(result.failure) }
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
