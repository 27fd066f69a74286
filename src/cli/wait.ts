import { askingWords, isAsking } from '../present/asking.ts'
import { formatDuration } from '../present/duration.ts'
import { failureJson } from '../present/failure.ts'
import { activityWords } from '../present/state-words.ts'
import type { Waited } from '../workers/verbs.ts'
import type { Activity } from '../workers/worker.ts'
import type { CliContext, Run } from './command.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { activitiesOption, isSet, numberOption } from './values.ts'

/** 0 once they do what is waited for, 124 when the time is over, 1 where one ended or could not be asked. */
export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  if (isSet(options, 'any') && isSet(options, 'all')) {
    remarkOn(context, 'give --any or --all, not both.')
    return 2
  }
  const waited = await context.workers.wait({
    names: args,
    until: activitiesOption(options) ?? usual,
    isAny: isSet(options, 'any'),
    timeoutMs: numberOption(options, 'timeout'),
    onChange: ({ name, activity, question, agent }) => {
      if (activity === 'shell')
        remarkOn(context, `${name} has no agent: it is waited for until something in it says what it does.`)
      if (activity !== 'ended' && isAsking(activity))
        remarkOn(context, askingWords(name, { activity, question, agent }))
    },
    signal: context.signal,
  })
  if (!waited.ok) return reportFailure(context, waited.failure, { isJson })
  const isDone = isSet(options, 'any')
    ? waited.value.some(({ isReached }) => isReached)
    : waited.value.every(({ isReached }) => isReached)
  if (isJson) printJson(context, { version: 1, reached: isDone, workers: waited.value.map(waitedJson) })
  else for (const one of waited.value) say(context, one)
  if (isDone) return 0
  const isLate = waited.value.some((one) => 'failure' in one && late.has(one.failure.reason))
  return isLate ? 124 : 1
}

/** The time was over, that of the person or of their config. */
const late: ReadonlySet<string> = new Set(['cancelled', 'agent-overdue'])

const usual: readonly Activity[] = ['idle', 'waiting', 'limited', 'login-needed']

function say(context: CliContext, one: Waited): void {
  const { name, isReached, tookMs } = one
  if ('failure' in one) {
    if (one.failure.reason === 'cancelled')
      remarkOn(context, `${name} was still waited for after ${formatDuration(tookMs)}.`)
    else reportFailure(context, one.failure)
  } else if (isReached) {
    print(context, `${name}  ${activityWords(one.activity)}  after ${formatDuration(tookMs)}`)
    if (one.activity !== 'ended' && isAsking(one.activity))
      remarkOn(context, askingWords(name, { ...one, activity: one.activity }))
  } else
    remarkOn(
      context,
      `${name}: its agent has ended${one.exitCode === undefined ? '' : `, with status ${one.exitCode}`}.`,
    )
}

const waitedJson = (one: Waited): object => {
  const { name, isReached, tookMs } = one
  const base = { worker: name, reached: isReached, durationMs: Math.round(tookMs) }
  if ('failure' in one) return { ...base, ...failureJson(one.failure) }
  const { activity, question, by, since, exitCode } = one
  return { ...base, activity, question, by, since: since?.toISOString(), exitCode }
}
