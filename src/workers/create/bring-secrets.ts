import { secretsFolder } from '../../agents/form.ts'
import { secretsMark } from '../../agents/launch-script.ts'
import { isLoginSecret, loginSecret } from '../../agents/login.ts'
import { ownPlace } from '../../agents/own-place.ts'
import type { Engine } from '../../engines/engine.ts'
import { fail, ok } from '../../lib/result.ts'
import { quoteWord } from '../../lib/shell-words.ts'
import { careForLogin } from '../agent/care-for-login.ts'
import type { Secrets, WorkersContext } from '../context.ts'
import type { SpecLabel } from '../labels.ts'
import { insideRun } from '../reach/inside-run.ts'
import type { WorkerResult } from '../verbs.ts'

export const noSecrets: Secrets = new Map()

/** What an existing worker is to be brought, by its label: read anew, as it may have changed. */
export const secretsOf = (
  context: WorkersContext,
  { agent, secrets = [] }: Pick<SpecLabel, 'agent' | 'secrets'>,
): WorkerResult<Secrets> => secretsFor(context, agent ?? undefined, secrets)

/** A login that is near its end is renewed before. */
export async function secretsFor(
  context: WorkersContext,
  agent: string | undefined,
  names: readonly string[],
): WorkerResult<Secrets> {
  if (agent !== undefined && names.some(isLoginSecret)) {
    const cared = await careForLogin(context, { agent })
    if (!cared.ok && cared.failure.reason !== 'no-kept-login') return cared
  }
  return context.secrets.read(agent, names)
}

interface Delivery {
  readonly engine: Engine
  readonly name: string
  readonly containerId: string
  readonly secrets: Secrets
  readonly signal: AbortSignal
}

/**
 * A login may have been renewed between the moment it was read and now, when the worker has it: then it gets the newer. So it does where its program
 * has put an own file in the place of hal's, which a stop has left.
 */
export async function freshenLogin(
  context: WorkersContext,
  { containerId, agent, secrets, isStartedAgain }: Freshening,
): WorkerResult<void> {
  const name = loginSecret(0)
  const brought = secrets.get(name)
  if (agent === undefined || brought === undefined) return ok(undefined)
  const now = isStartedAgain ? undefined : await context.secrets.read(agent, [name])
  if (now?.ok === true && now.value.get(name) === brought) return ok(undefined)
  const cared = await careForLogin(context, { agent, containerId })
  return cared.ok || cared.failure.reason === 'no-kept-login' ? ok(undefined) : cared
}

interface Freshening {
  readonly containerId: string
  readonly agent: string | undefined
  readonly secrets: Secrets
  readonly isStartedAgain: boolean
}

/** Puts secrets into a worker that runs, each a file of its user's own: over stdin, so that no process list has them. */
export async function bringSecrets({
  engine,
  name,
  containerId,
  secrets,
  signal,
}: Delivery): WorkerResult<void> {
  if (secrets.size === 0) return ok(undefined)
  const run = insideRun(engine, containerId, signal)
  const ran = await run({ script: 'exec /bin/sh -s', input: scriptOf(secrets) })
  if (!ran.ok) return ran
  const { exitCode, stderr } = ran.value
  if (exitCode === 0) return ok(undefined)
  const detail = stderr.trim().split('\n').at(-1) || 'the connection to it broke'
  return fail({ reason: 'secrets-undelivered', name, detail })
}

/** The mark comes last: what waits for it finds all of them. */
const scriptOf = (secrets: Secrets): string =>
  [
    'set -e',
    'umask 077',
    `cd ${ownPlace(secretsFolder)}`,
    ...[...secrets].map(([name, value]) => `printf %s ${quoteWord(value)} > ${quoteWord(name)}`),
    `: > ${ownPlace(secretsMark)}`,
    '',
  ].join('\n')
