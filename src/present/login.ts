import type { HandedLogin, KeptLoginFacts, TakenLogin } from '../workers/verbs.ts'
import { andList } from './and-list.ts'
import { formatDuration } from './duration.ts'

/** `a login, good for 7h, then renewed`. */
export function loginWords(
  { expiresAt, isRenewable, isRefused }: Omit<KeptLoginFacts, 'agent'>,
  now: Date,
): string {
  if (isRefused) return 'a login that is over'
  if (expiresAt === undefined) return 'a login'
  const leftMs = expiresAt.getTime() - now.getTime()
  if (leftMs <= 0) return isRenewable ? 'a login, to be renewed' : 'a login that ran out'
  return `a login, good for ${formatDuration(leftMs, false)}${isRenewable ? ', then renewed' : ''}`
}

/** What became of it in workers that run; nothing where none does. */
export const handedRemarks = (agent: string, { handed, own, missed }: HandedLogin): readonly string[] => [
  ...(handed.length === 0 ? [] : [`${andList(handed)} ${handed.length === 1 ? 'has' : 'have'} it now.`]),
  ...(own.length === 0
    ? []
    : [
        `${andList(own)} ${own.length === 1 ? 'keeps its' : 'keep their'} own login of ${agent}: \`hal workers restart\` brings this one.`,
      ]),
  ...(missed.length === 0
    ? []
    : [`${andList(missed)} could not take it: \`hal login ${agent} --renew\` tries again.`]),
]

/** What became of a new one, of workers that can't have it, too. */
export const takenRemarks = (agent: string, taken: TakenLogin): readonly string[] => [
  ...handedRemarks(agent, taken),
  ...(taken.without.length === 0
    ? []
    : [
        `${andList(taken.without)} ${taken.without.length === 1 ? 'was' : 'were'} started without a login and can’t take it: \`hal attach NAME\` logs in there alone, a worker started anew has this one.`,
      ]),
]
