import type { PrunedImages, PrunePlan } from '../images/disk/prune-images.ts'
import { failureJson } from '../present/failure.ts'
import { ownerWords, planWords, removedWords, shortName, unusedRows } from '../present/pruned-images.ts'
import { table } from '../present/table.ts'
import { ask, canAsk } from './ask.ts'
import type { CliContext, Run } from './command.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** An image takes its time to be built again, so it asks. */
export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const plan = await context.images.prunable({ isAll: isSet(options, 'all') })
  if (!plan.ok) return reportFailure(context, plan.failure, { isJson })
  const { images } = plan.value
  if (isSet(options, 'dryRun')) return sayPlan(context, plan.value, isJson)
  if (images.length > 0 && !isSet(options, 'force')) {
    if (isJson || !canAsk(context))
      return reportFailure(context, { reason: 'prune-unconfirmed', count: images.length }, { isJson })
    if (!(await isConfirmed(context, plan.value))) {
      remarkOn(context, 'nothing was removed.')
      return 1
    }
  }
  const pruned = await context.images.prune(images)
  if (!pruned.ok) return reportFailure(context, pruned.failure, { isJson })
  return report(context, pruned.value, isJson)
}

function sayPlan(context: CliContext, plan: PrunePlan, isJson: boolean): number {
  if (isJson) printJson(context, { version: 1, ...plan })
  else if (plan.images.length === 0) print(context, 'nothing to remove')
  else print(context, planText(context, plan))
  return 0
}

/** A row for each, how many there are, and whose. */
const planText = (context: CliContext, plan: PrunePlan): string =>
  [
    ...table(unusedRows(plan.images), context.io.columns),
    '',
    planWords(plan),
    ...ownerWords(plan.images),
  ].join('\n')

async function isConfirmed(context: CliContext, plan: PrunePlan): Promise<boolean> {
  context.io.terminal.output.write(`${planText(context, plan)}\n`)
  return /^y(es)?$/i.test((await ask(context, 'Remove them? (y/N) ')) ?? '')
}

function report(context: CliContext, pruned: PrunedImages, isJson: boolean): number {
  const { removed, failed, ownBytes } = pruned
  if (isJson) {
    const failures = failed.map(({ image, failure }) => ({ image, ...failureJson(failure) }))
    printJson(context, { version: 1, removed, ownBytes, failed: failures })
  } else {
    // The name that says what it is comes last: it is the one that stays until all others are gone.
    for (const { names } of removed) print(context, `removed ${names.map(shortName).toReversed().join(' ')}`)
    if (removed.length > 0) print(context, `\n${removedWords(pruned)}`)
    else print(context, failed.length === 0 ? 'nothing to remove' : 'nothing was removed')
  }
  const codes = failed.map(({ failure }) => reportFailure(context, failure))
  return codes[0] ?? 0
}
