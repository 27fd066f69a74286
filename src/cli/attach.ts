import { attachEndWords } from '../present/attach-end.ts'
import type { AttachEnd } from '../workers/verbs.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import { canAsk } from './ask.ts'
import type { CliContext, Run } from './command.ts'
import { pickWorker } from './pick.ts'
import { print, remarkOn, reportFailure } from './report.ts'
import { isSet, textOption } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const { terminal } = context.io
  if (!canAsk(context)) return reportNoTerminal(context, args[0])
  const name = await nameOf(context, args[0], isSet(options, 'select'))
  if (typeof name === 'number') return name
  const ended = await context.workers.attach({
    name,
    window: textOption(options, 'window'),
    isReadOnly: isSet(options, 'readOnly'),
    terminal,
  })
  if (!ended.ok) return reportFailure(context, ended.failure)
  context.lastWorker.write(ended.value.worker)
  return sayEnd(context, ended.value)
}

/** A wrong name is said first: with a terminal the same words would fail again. */
async function reportNoTerminal(context: CliContext, given: string | undefined): Promise<number> {
  const found = given === undefined || given === '-' ? undefined : await context.workers.find(given)
  if (found?.ok === false && isWrongName(found.failure)) return reportFailure(context, found.failure)
  return reportFailure(context, { reason: 'not-a-terminal', what: 'attach' })
}

const isWrongName = ({ reason }: WorkerFailure): boolean =>
  reason === 'no-such-worker' || reason === 'ambiguous-worker' || reason === 'invalid-name'

async function nameOf(
  context: CliContext,
  given: string | undefined,
  isSelect: boolean,
): Promise<string | number> {
  if (given === '-') {
    const last = context.lastWorker.read()
    if (last !== undefined) return last
    remarkOn(context, 'no worker was attached to yet: name one.')
    return 2
  }
  return given !== undefined && !isSelect ? given : pickWorker(context)
}

function sayEnd(context: CliContext, end: AttachEnd): number {
  if (end.kind === 'engine-lost') return reportFailure(context, end.failure)
  const { what, next, exitCode } = attachEndWords(end)
  if (end.kind === 'detached') print(context, what)
  else remarkOn(context, next === undefined ? what : `${what}\n     ${next}`)
  return exitCode
}
