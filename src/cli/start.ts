import { failureJson } from '../present/failure.ts'
import { promptJson, startLine, startWarnings } from '../present/outcome.ts'
import { workerJson } from '../present/worker.ts'
import type { StartInput, StartOutcome } from '../workers/verbs.ts'
import type { CliContext, CommandInput, Run } from './command.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { promptOption } from './start-prompt.ts'
import { startRemarks } from './start-remarks.ts'
import { isSet, numberOption, pairsOption, textOption } from './values.ts'

export const run: Run = async (context, input) => {
  const isJson = isSet(input.options, 'json')
  if (input.rest !== undefined && input.rest.length === 0) {
    remarkOn(context, 'a command is expected after --.')
    return 2
  }
  if (input.rest !== undefined && input.options['agent'] !== undefined) {
    remarkOn(context, 'give an agent or a command after --, not both.')
    return 2
  }
  if (isSet(input.options, 'unattended') && input.options['agent'] === undefined) {
    remarkOn(context, '--unattended is for an agent: name it with --agent.')
    return 2
  }
  const prompt = await promptOption(context, input)
  if (!prompt.ok) {
    remarkOn(context, prompt.failure)
    return 2
  }
  using remarks = startRemarks(context)
  const started = await context.workers.start({
    ...startInput(context, input),
    prompt: prompt.value,
    ...remarks.start,
  })
  remarks.end()
  if (!started.ok) return reportFailure(context, started.failure, { isJson })
  if (isJson) printJson(context, { version: 1, workers: started.value.map(outcomeJson) })
  return reportStarts(context, started.value, isJson)
}

function startInput(context: CliContext, { args, options, rest }: CommandInput): StartInput {
  return {
    name: args[0],
    count: numberOption(options, 'count'),
    profile: textOption(options, 'profile'),
    image: textOption(options, 'image'),
    workspace: textOption(options, 'workspace'),
    branch: textOption(options, 'branch'),
    base: textOption(options, 'base'),
    memory: textOption(options, 'memory'),
    cpus: numberOption(options, 'cpus'),
    pids: numberOption(options, 'pids'),
    env: options['env'] === undefined ? undefined : pairsOption(options, 'env'),
    isRoot: isSet(options, 'root'),
    agent: textOption(options, 'agent'),
    isUnattended: isSet(options, 'unattended') ? true : undefined,
    command: rest,
    signal: context.signal,
  }
}

function reportStarts(context: CliContext, outcomes: readonly StartOutcome[], isJson: boolean): number {
  const nameWidth = Math.max(...outcomes.map(({ name }) => name.length))
  let exitCode = 0
  // What is so of all of them is said once.
  const warned = new Set<string>()
  for (const outcome of outcomes) {
    if (!outcome.ok) {
      const code = reportFailure(context, outcome.failure)
      if (exitCode === 0) exitCode = code
      continue
    }
    if (!isJson) print(context, startLine(outcome, lookOf(context), nameWidth))
    for (const warning of startWarnings(outcome)) {
      if (!warned.has(warning)) remarkOn(context, warning)
      warned.add(warning)
    }
    if (outcome.prompt?.ok !== false) continue
    const code = reportFailure(context, outcome.prompt.failure)
    if (exitCode === 0) exitCode = code
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
        imageFrom: outcome.imageFrom?.name ?? null,
        warnings: startWarnings(outcome),
        ...(outcome.prompt === undefined ? {} : { prompt: promptJson(outcome.prompt) }),
      }
    : { name: outcome.name, ...failureJson(outcome.failure) }
