import { findForm } from '../../agents/forms.ts'
import { isLoginSecret, type LoginForm } from '../../agents/login.ts'
import type { Engine } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { WorkersContext } from '../context.ts'
import { readSpec } from '../labels.ts'
import type { HandedLogin, LoginCare, WorkerResult } from '../verbs.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { handOver, usersOfLogin } from './hand-over-login.ts'
import { lockLogin, orUnkept, readLoginNotes } from './login-store.ts'
import { digestOf, dueAt, type KeptLogin, keptLogin, note, renewLogin } from './renew-login.ts'

interface Care {
  readonly agent: string
  /** Also where it holds for long. */
  readonly isForced?: boolean
  /** Only where a worker runs with it. */
  readonly isForUsers?: boolean
  /** A worker that may have an older one, whatever hal remembers. */
  readonly containerId?: string
}

/**
 * Renews a login that is near its end, and sees to it that all workers that run with it have it. A login that could not be renewed, and is still
 * good, is no failure unless it was forced: `unrenewed` says why.
 */
export async function careForLogin(
  context: WorkersContext,
  { agent, isForced = false, isForUsers = false, containerId }: Care,
): WorkerResult<LoginCare> {
  const form = formOf(context, agent)
  const before = keptLogin(context.dataDir, agent, form)
  if (before === undefined) return fail({ reason: 'no-kept-login', agent })
  const cared = await withLogin(context, agent, async () => {
    // Another hal may have changed it while this one waited.
    const kept = keptLogin(context.dataDir, agent, form)
    if (kept === undefined) return fail({ reason: 'no-kept-login', agent })
    const isNear = Date.now() >= (dueAt(kept) ?? Number.POSITIVE_INFINITY)
    const isDue = isForced || (isNear && (!isForUsers || (await hasUsers(context, agent))))
    const renewed = isDue ? await renewLogin(context, kept) : ok(kept)
    const mayPass = !renewed.ok && isPassing(renewed.failure) && isGood(kept) && !isForced
    if (!renewed.ok && !mayPass) return renewed
    const now = renewed.ok ? renewed.value : kept
    const handed = await handToAll(context, now, containerId)
    if (!handed.ok) return handed
    return ok({
      ...{ agent, ...handed.value, isRenewed: isDue && renewed.ok },
      expiresAt: now.tokens.expiresAt,
      unrenewed: renewed.ok ? undefined : renewed.failure,
    })
  })
  // A store that can't even be locked can be read.
  if (cared.ok || cared.failure.reason !== 'login-unkept' || isForced || !isGood(before)) return cared
  const { expiresAt } = before.tokens
  return ok({ agent, handed: [], own: [], missed: [], isRenewed: false, expiresAt, unrenewed: cared.failure })
}

const isGood = ({ tokens }: KeptLogin): boolean =>
  (tokens.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) > Date.now()

/** It may be better at the next try. */
const isPassing = ({ reason }: WorkerFailure): boolean =>
  reason === 'login-unrenewed' || reason === 'login-unkept'

/** Where nobody can say, there may be some. */
async function hasUsers(context: WorkersContext, agent: string): Promise<boolean> {
  const engine = await context.engine()
  const users = engine.ok ? await usersOfLogin(context, engine.value, agent) : engine
  return !users.ok || users.value.length > 0
}

/** It may have missed a new one while it was frozen. What is wrong with that, its agent will say. */
export async function handLoginAfterThaw(
  context: WorkersContext,
  engine: Engine,
  containerId: string,
): Promise<void> {
  const container = await engine.inspect(containerId)
  const { agent, secrets = [] } = (container.ok ? readSpec(container.value) : undefined) ?? {}
  if (typeof agent !== 'string' || !secrets.some(isLoginSecret)) return
  await careForLogin(context, { agent, containerId })
}

export async function withLogin<T>(
  { dataDir, signal }: WorkersContext,
  agent: string,
  task: () => Promise<Result<T, WorkerFailure>>,
): WorkerResult<T> {
  const locked = await orUnkept(dataDir, agent, async () => lockLogin(dataDir, agent, signal))
  if (!locked.ok) return locked
  using lock = locked.value
  // Without `await` the lock would be let go at once.
  if (lock !== undefined) return await task()
  if (signal.aborted) return fail({ reason: 'cancelled', what: 'login' })
  return fail({
    reason: 'login-unrenewed',
    agent,
    detail: 'another hal is at it, and does not come to an end',
  })
}

export const formOf = ({ agents }: WorkersContext, agent: string): LoginForm | undefined => {
  const found = findForm(agent, agents)
  return found.ok ? found.value.login : undefined
}

/** To those that may not have it yet: whoever was to hand it over may have been killed. */
export async function handToAll(
  context: WorkersContext,
  kept: KeptLogin,
  containerId?: string,
): WorkerResult<HandedLogin> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const info = await engine.value.info()
  if (!info.ok) return info
  const key = `${info.value.address} ${context.owner}`
  const { handed: before = {} } = readLoginNotes(context.dataDir, kept.agent)
  const digest = digestOf(kept.tokens.access)
  const isNew = before[key] !== digest
  if (!isNew && containerId === undefined) return ok({ handed: [], own: [], missed: [] })
  const users = await usersOfLogin(context, engine.value, kept.agent)
  if (!users.ok) return users
  const takers = isNew ? users.value : users.value.filter(({ id }) => id === containerId)
  const handed = await handOver(engine.value, kept, takers)
  if (isNew && handed.missed.length === 0) note(context, kept.agent, { handed: { ...before, [key]: digest } })
  return ok(handed)
}
