import { failureJson } from '../present/failure.ts'
import { startLine } from '../present/outcome.ts'
import { workerJson } from '../present/worker.ts'
import type { StartInput, StartOutcome } from '../workers/verbs.ts'
import type { CliContext, CommandInput, Run } from './command.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet, numberOption, pairsOption, textOption } from './values.ts'

export const run: Run = async (context, input) => {
  const isJson = isSet(input.options, 'json')
  if (input.rest !== undefined && input.rest.length === 0) {
    remarkOn(context, 'a command is expected after --.')
    return 2
  }
  const started = await context.workers.start(startInput(context, input))
  if (!started.ok) return reportFailure(context, started.failure, { isJson })
  if (isJson) printJson(context, { version: 1, workers: started.value.map(outcomeJson) })
  return reportStarts(context, started.value, isJson)
}

function startInput(context: CliContext, { args, options, rest }: CommandInput): StartInput {
  let isToolsSaid = false
  return {
    name: args[0],
    count: numberOption(options, 'count'),
    profile: textOption(options, 'profile'),
    image: textOption(options, 'image'),
    workspace: textOption(options, 'workspace'),
    memory: textOption(options, 'memory'),
    cpus: numberOption(options, 'cpus'),
    pids: numberOption(options, 'pids'),
    env: options['env'] === undefined ? undefined : pairsOption(options, 'env'),
    isRoot: isSet(options, 'root'),
    command: rest,
    signal: context.signal,
    onProgress: (_, stage) => {
      if (stage !== 'tools' || isToolsSaid) return
      isToolsSaid = true
      remarkOn(
        context,
        'making the tools that every worker gets (once per engine; this takes a minute or two) …',
      )
    },
  }
}

function reportStarts(context: CliContext, outcomes: readonly StartOutcome[], isJson: boolean): number {
  const nameWidth = Math.max(...outcomes.map(({ name }) => name.length))
  let exitCode = 0
  for (const outcome of outcomes) {
    if (!outcome.ok) {
      const code = reportFailure(context, outcome.failure)
      if (exitCode === 0) exitCode = code
      continue
    }
    if (!isJson) print(context, startLine(outcome, lookOf(context), nameWidth))
    for (const warning of outcome.warnings) remarkOn(context, warning)
  }
  const first = outcomes.find(({ ok }) => ok)
  if (first !== undefined && !isJson && context.io.stdout.isTTY)
    print(context, `  hal attach ${first.name}   hal workers dashboard`)
  return exitCode
}

const outcomeJson = (outcome: StartOutcome): object =>
  outcome.ok
    ? {
        ...workerJson(outcome.value),
        how: outcome.how,
        tookMs: Math.round(outcome.tookMs),
        warnings: outcome.warnings,
      }
    : { name: outcome.name, ...failureJson(outcome.failure) }
