import { secretsFolder } from '../../agents/form.ts'
import { secretsMark } from '../../agents/launch-script.ts'
import type { Engine } from '../../engines/engine.ts'
import { fail, ok } from '../../lib/result.ts'
import { quoteWord } from '../../lib/shell-words.ts'
import type { Secrets, WorkersContext } from '../context.ts'
import type { SpecLabel } from '../labels.ts'
import { insideRun } from '../reach/inside-run.ts'
import type { WorkerResult } from '../verbs.ts'

export const noSecrets: Secrets = new Map()

/** What an existing worker is to be brought, by its label: read anew, as it may have changed. */
export const secretsOf = (
  context: WorkersContext,
  { agent, secrets = [] }: Pick<SpecLabel, 'agent' | 'secrets'>,
): WorkerResult<Secrets> => context.secrets.read(agent ?? undefined, secrets)

interface Delivery {
  readonly engine: Engine
  readonly name: string
  readonly containerId: string
  readonly secrets: Secrets
  readonly signal: AbortSignal
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
    `cd ${secretsFolder}`,
    ...[...secrets].map(([name, value]) => `printf %s ${quoteWord(value)} > ${quoteWord(name)}`),
    `: > ${secretsMark}`,
    '',
  ].join('\n')
