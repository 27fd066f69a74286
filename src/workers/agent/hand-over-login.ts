import { randomBytes } from 'node:crypto'
import { secretsFolder } from '../../agents/form.ts'
import { loginSecret } from '../../agents/login.ts'
import { ownPlace } from '../../agents/own-place.ts'
import type { Container, Engine } from '../../engines/engine.ts'
import { createLimiter } from '../../lib/limiter.ts'
import { ok } from '../../lib/result.ts'
import { quoteWord } from '../../lib/shell-words.ts'
import type { WorkersContext } from '../context.ts'
import { label, readSpec, workerLabels } from '../labels.ts'
import { insideRun } from '../reach/inside-run.ts'
import type { HandedLogin, WorkerResult } from '../verbs.ts'
import { isOfAnother, type KeptLogin } from './renew-login.ts'

/** Workers of this owner that run with a login that hal gave them. A frozen one can't take anything. */
export async function usersOfLogin(
  { owner }: WorkersContext,
  engine: Engine,
  agent: string,
): WorkerResult<readonly Container[]> {
  const listed = await engine.list(workerLabels(owner))
  if (!listed.ok) return listed
  return ok(
    listed.value.filter((container) => {
      const spec = readSpec(container)
      const isUp = container.status.kind === 'running' || container.status.kind === 'paused'
      return isUp && spec?.agent === agent && spec.secrets?.includes(loginSecret(0)) === true
    }),
  )
}

/** Side by side, each for itself. Under the login's lock: what is handed over later is never older. */
export async function handOver(
  engine: Engine,
  kept: KeptLogin,
  containers: readonly Container[],
): Promise<HandedLogin> {
  const limit = createLimiter(atOnce)
  const done = await Promise.all(
    containers.map((container) =>
      limit(async () => ({
        name: container.labels[label.name] ?? container.name,
        how: container.status.kind === 'paused' ? 'missed' : await handTo(engine, kept, container.id),
      })),
    ),
  )
  const namesOf = (wanted: Handed) => done.filter(({ how }) => how === wanted).map(({ name }) => name)
  return { handed: namesOf('handed'), own: namesOf('own'), missed: namesOf('missed') }
}

type Handed = 'handed' | 'has' | 'own' | 'missed'

const atOnce = 8
const patienceMs = 20_000

/** Whether a worker's own is to give way to what hal keeps: the newest of one account wins. */
export function verdictOn(theirs: string, { renewal, tokens }: KeptLogin): 'older' | 'has' | 'own' {
  const found = renewal.read(theirs)
  // hal gives none that can be renewed: somebody has logged in there, or out.
  if (found === undefined || found.refresh !== undefined || isOfAnother(found, tokens)) return 'own'
  if (found.access === tokens.access) return 'has'
  return (found.expiresAt?.getTime() ?? 0) > (tokens.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY)
    ? 'has'
    : 'older'
}

async function handTo(engine: Engine, kept: KeptLogin, containerId: string): Promise<Handed> {
  const run = insideRun(engine, containerId, AbortSignal.timeout(patienceMs))
  const read = await run({ script: `${place(kept.path)}\nhead -c 262144 "$at"` })
  if (!read.ok) return 'missed'
  // Not there yet: it starts just now, and whoever starts it looks again.
  if (read.value.exitCode !== 0) return read.value.exitCode === undefined ? 'missed' : 'has'
  const theirs = read.value.stdout.toString()
  const verdict = verdictOn(theirs, kept)
  if (verdict !== 'older') return verdict
  const written = await run({
    script: 'exec /bin/sh -s',
    input: replacing(kept.path, kept.renewal.shared(kept.text, theirs)),
  })
  return written.ok && written.value.exitCode === 0 ? 'handed' : 'missed'
}

/** Where its file is: where hal's link leads, or in the link's place, where its program has put a new one. */
const place = (path: string): string =>
  `at="$HOME"/${quoteWord(path)}; [ -f "$at" ] && [ ! -L "$at" ] || at=${ownPlace(secretsFolder)}/${loginSecret(0)}`

/** Whoever reads it has the old one or the new one, whole. */
const replacing = (path: string, text: string): string =>
  [
    'set -e',
    'umask 077',
    place(path),
    `new="$at.${randomBytes(4).toString('hex')}"`,
    `printf %s ${quoteWord(text)} > "$new"`,
    'mv -f "$new" "$at"',
    '',
  ].join('\n')
