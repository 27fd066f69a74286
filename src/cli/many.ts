import type { VerbOutcome } from '../workers/verbs.ts'
import type { Worker } from '../workers/worker.ts'
import type { CliContext, CommandInput } from './command.ts'
import { remarkOn, reportFailure, reportOutcomes, sayWhom } from './report.ts'
import { isSet } from './values.ts'

interface ManyVerb {
  /** For the line of each worker: `stopped`. */
  readonly done: string
  /** When `--all` means nobody. */
  readonly nobody: string
  /** Which of the fleet `--all` means. */
  readonly isMeantByAll: (worker: Worker) => boolean
  /** Before it is done to them, where there are any: an exit code where it is not. `others` are those that `--all` doesn't mean. */
  readonly mayAll?: (fleet: {
    readonly meant: readonly Worker[]
    readonly others: readonly Worker[]
  }) => Promise<number | undefined>
  readonly act: (names: readonly string[]) => Promise<readonly VerbOutcome[]>
}

/** A command that does one thing to the workers named, or to all it can be done to. */
export async function runMany(context: CliContext, input: CommandInput, verb: ManyVerb): Promise<number> {
  const names = await namesOf(context, input, verb)
  if (typeof names === 'number') return names
  if (names.length === 0 && !isSet(input.options, 'json')) remarkOn(context, verb.nobody)
  const outcomes = await verb.act(names)
  for (const [index, { name }] of outcomes.entries()) sayWhom(context, names[index], name)
  return reportOutcomes(context, outcomes, input, verb.done)
}

async function namesOf(
  context: CliContext,
  { args, options }: CommandInput,
  verb: ManyVerb,
): Promise<readonly string[] | number> {
  const isAll = isSet(options, 'all')
  if (isAll === args.length > 0) {
    remarkOn(
      context,
      isAll ? 'name workers, or say --all, not both.' : 'name at least one worker, or say --all.',
    )
    return 2
  }
  if (!isAll) return [...new Set(args)]
  const workers = await context.workers.list()
  if (!workers.ok) return reportFailure(context, workers.failure)
  const meant = workers.value.filter(verb.isMeantByAll)
  const others = workers.value.filter((worker) => !meant.includes(worker))
  const refused = meant.length === 0 ? undefined : await verb.mayAll?.({ meant, others })
  return refused ?? meant.map((worker) => worker.name)
}

export const hasEnded = ({ phase }: Worker): boolean => phase.kind === 'exited' || phase.kind === 'failed'
