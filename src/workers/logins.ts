import { ok } from '../lib/result.ts'
import { careForLogin, formOf, handToAll, withLogin } from './agent/care-for-login.ts'
import { forgetLogin, keepLogin, keptLogins, orUnkept } from './agent/login-store.ts'
import { madeWithoutLogin } from './agent/made-without-login.ts'
import { dueAt, factsOfLogin, keptLogin } from './agent/renew-login.ts'
import type { WorkersContext } from './context.ts'
import type { HandedLogin, KeptLoginFacts, TakenLogin, WorkerResult, WorkerVerbs } from './verbs.ts'

/** What hal keeps, by agent. */
export const loginsKept = (context: WorkersContext): readonly KeptLoginFacts[] =>
  keptLogins(context.dataDir).map((agent) => factsOfLogin(context.dataDir, agent, formOf(context, agent)))

/** A new login, in place of what hal kept. Workers with an older one of the same account get it. */
export const takeLogin = (
  context: WorkersContext,
  agent: string,
  files: ReadonlyMap<string, string>,
): WorkerResult<TakenLogin> =>
  withLogin(context, agent, async () => {
    const written = await orUnkept(context.dataDir, agent, () => keepLogin(context.dataDir, agent, files))
    if (!written.ok) return written
    const kept = keptLogin(context.dataDir, agent, formOf(context, agent))
    const handed = kept === undefined ? ok(toNobody) : await handToAll(context, kept)
    if (!handed.ok) return handed
    const engine = await context.engine()
    const without = engine.ok ? await madeWithoutLogin(context, engine.value, agent) : engine
    return without.ok ? ok({ ...handed.value, without: without.value }) : without
  })

const toNobody: HandedLogin = { handed: [], own: [], missed: [] }

/** Answers whether there was one. */
export const forgetLoginOf = (context: WorkersContext, agent: string): WorkerResult<boolean> =>
  keptLogins(context.dataDir).includes(agent)
    ? withLogin(context, agent, async () => ok(forgetLogin(context.dataDir, agent)))
    : Promise.resolve(ok(false))

/** One of them whatever it says of itself; all: those that are near their end. */
export const renewLogins: (
  context: WorkersContext,
  agent: string | undefined,
) => ReturnType<WorkerVerbs['renewLogins']> = async (context, agent) => {
  if (agent !== undefined) return [await careForLogin(context, { agent, isForced: true })]
  const renewable = keptLogins(context.dataDir).filter((one) => {
    const kept = keptLogin(context.dataDir, one, formOf(context, one))
    return kept !== undefined && dueAt(kept) !== undefined
  })
  return Promise.all(renewable.map((one) => careForLogin(context, { agent: one })))
}
