import { andList } from '../present/and-list.ts'
import type { Run } from './command.ts'
import { confirmRemoval } from './confirm-removal.ts'
import { hasEnded, runMany } from './many.ts'
import { remarkOn } from './report.ts'
import { isSet } from './values.ts'

/** Who is named goes unasked; who is only one of all that ended, after a yes. */
export const run: Run = (context, input) => {
  const isForced = isSet(input.options, 'force')
  return runMany(context, input, {
    done: 'removed',
    nobody: isForced
      ? 'there are no workers.'
      : 'no worker has ended; with --force those that run are removed, too.',
    isMeantByAll: (worker) => isForced || hasEnded(worker),
    mayAll: async ({ meant, others }) => {
      if (isForced) return undefined
      const left = others.map(({ name }) => name)
      if (left.length > 0)
        remarkOn(
          context,
          left.length === 1
            ? `${left[0]} has not ended, so it stays; --force removes it, too.`
            : `${andList(left)} have not ended, so they stay; --force removes them, too.`,
        )
      const isJson = isSet(input.options, 'json')
      return confirmRemoval(context, { what: 'remove --all', workers: meant, isJson })
    },
    act: (names) => context.workers.remove(names, { isForced, mayLoseWork: isForced }),
  })
}
