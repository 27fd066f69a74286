import type { BuildUpdate } from '../images/layer-state.ts'
import { failureJson } from '../present/failure.ts'
import { promptJson, startLine } from '../present/outcome.ts'
import { workerJson } from '../present/worker.ts'
import type { StartInput, StartOutcome, StartStage } from '../workers/verbs.ts'
import { BuildScreen } from './build-screen.ts'
import type { CliContext, CommandInput, Run } from './command.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { promptOption } from './start-prompt.ts'
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
  using build = buildRemarks(context)
  const started = await context.workers.start({
    ...startInput(context, input),
    prompt: prompt.value,
    onBuild: build.take,
  })
  build.end()
  if (!started.ok) return reportFailure(context, started.failure, { isJson })
  if (isJson) printJson(context, { version: 1, workers: started.value.map(outcomeJson) })
  return reportStarts(context, started.value, isJson)
}

function startInput(context: CliContext, { args, options, rest }: CommandInput): StartInput {
  const said = new Set<StartStage>()
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
    onProgress: (_, stage) => {
      const remark = remarks[stage]
      if (remark === undefined || said.has(stage)) return
      said.add(stage)
      remarkOn(context, remark)
    },
  }
}

/** What is only said when it happens: each takes its time. */
const remarks: Partial<Readonly<Record<StartStage, string>>> = {
  tools:
    'making the tools that every worker gets (once per engine; a minute or two where they must be built) …',
  'agent-tools':
    'making the agent’s tools (once per engine and version: its program is fetched, and the tools that every worker gets are built where they are missing; a minute or more) …',
  pulling: 'the image is not on this engine yet: pulling it …',
}

/** A profile that was never built here is built before its first worker starts: on stderr, as what is asked for is the worker. */
function buildRemarks(context: CliContext) {
  let screen: BuildScreen | undefined
  // Parents come first: the last one is the profile that was asked for.
  const layers = new Set<string>()
  const dispensable = new Set<string>()
  return {
    [Symbol.dispose]: () => screen?.end(),
    take: (update: BuildUpdate) => {
      if (screen === undefined) {
        remarkOn(context, 'the profile has no image on this engine yet: building it (once) …')
        screen = new BuildScreen(context.io.stderr, lookOf(context).paint)
      }
      screen.take(update)
      layers.add(update.layer)
      if (update.state.kind === 'failed' && update.state.dispensable !== undefined)
        dispensable.add(update.state.dispensable)
    },
    end: () => {
      screen?.end()
      if (dispensable.size === 0) return
      const command = `hal build-profiles ${[...layers].at(-1)} --allow-missing`
      remarkOn(context, `images can do without ${[...dispensable].join(', ')}: \`${command}\` builds it so.`)
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
        warnings: outcome.warnings,
        ...(outcome.prompt === undefined ? {} : { prompt: promptJson(outcome.prompt) }),
      }
    : { name: outcome.name, ...failureJson(outcome.failure) }
