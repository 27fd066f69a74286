import { Nap } from '../../lib/nap.ts'
import type { WorkersContext } from '../context.ts'
import type { LoginWatch, WatchLoginsInput } from '../verbs.ts'
import { careForLogin, formOf } from './care-for-login.ts'
import { keptLogins } from './login-store.ts'
import { dueAt, keptLogin } from './renew-login.ts'

/** One sleep to the next end. Never longer than this, as a login may come from another terminal, and a machine may sleep itself. */
const longestMs = 10 * 60_000
/** A maker that gives tokens for less than that is asked no more often. */
const shortestMs = 60_000

/** Keeps the logins of workers that run good, for as long as it is open. Each trouble is told of once, until it is another one. */
export function watchLogins(context: WorkersContext, { onTrouble, onBug }: WatchLoginsInput): LoginWatch {
  const nap = new Nap()
  let isOpen = true
  const told = new Map<string, string>()
  const look = async (agent: string): Promise<number> => {
    const kept = keptLogin(context.dataDir, agent, formOf(context, agent))
    if (kept === undefined) return Number.POSITIVE_INFINITY
    const cared = await careForLogin(context, { agent, isForUsers: true })
    const trouble = cared.ok ? cared.value.unrenewed : cared.failure
    const words = JSON.stringify(trouble)
    if (trouble !== undefined && isOpen && told.get(agent) !== words) onTrouble(trouble)
    told.set(agent, words)
    const now = keptLogin(context.dataDir, agent, formOf(context, agent))
    return (now === undefined ? undefined : dueAt(now)) ?? Number.POSITIVE_INFINITY
  }
  const follow = async () => {
    while (isOpen) {
      const due = await Promise.all(keptLogins(context.dataDir).map(look))
      if (!isOpen) return
      const pauseMs = Math.min(longestMs, ...due.map((at) => at - Date.now()))
      await nap.sleep(Math.max(shortestMs, pauseMs))
    }
  }
  const following = follow().catch(onBug)
  return {
    [Symbol.asyncDispose]: async () => {
      isOpen = false
      nap.endBy(performance.now())
      // A renewal that is under way is waited for: its answer is the only copy.
      await following
    },
  }
}
