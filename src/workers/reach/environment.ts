import { byName } from '../../lib/by-name.ts'
import { ok } from '../../lib/result.ts'
import type { WorkersContext } from '../context.ts'
import type { EnvironmentVariable, WorkerResult } from '../verbs.ts'
import { namedBy, type Whom } from '../whom.ts'
import { withWorker } from './talk.ts'

/** What the worker's tmux hands to the programs in its windows, by name. */
export const environmentOfWorker = (
  context: WorkersContext,
  whom: Whom,
): WorkerResult<readonly EnvironmentVariable[]> =>
  withWorker(context, namedBy(whom), async ({ client }) => {
    const shown = await client.command(['show-environment', '-g'])
    return shown.ok ? ok(readEnvironment(shown.value.map((line) => line.toString()))) : shown
  })

/** A line that is no `NAME=value` belongs to the value before it. */
export const readEnvironment = (lines: readonly string[]): readonly EnvironmentVariable[] => {
  const whole: string[] = []
  for (const line of lines) {
    if (/^-?[A-Za-z_]\w*(=|$)/.test(line) || whole.length === 0) whole.push(line)
    else whole.push(`${whole.pop()}\n${line}`)
  }
  return whole
    .filter((entry) => entry.includes('='))
    .map((entry) => {
      const at = entry.indexOf('=')
      const [name, value] = [entry.slice(0, at), entry.slice(at + 1)]
      return { name, value: isSecret(name, value) ? undefined : value }
    })
    .toSorted((a, b) => byName(a.name, b.name))
}

const secretName =
  /token|secret|passw|passphrase|credential|private|auth|cookie|session|api_?key|(^|_)(pw|pwd|pass|key|pat|dsn)(_|$)/i
/** Keys of well-known services, JSON web tokens, private keys, addresses with a password in them. */
const secretValue =
  /^(sk-|sk_|rk_|gh[a-z]_|github_pat_|glpat-|xox[a-z]-|AKIA|ASIA|AIza|eyJ|npm_|hf_)|-----BEGIN|:\/\/[^/\s:@]*:[^/\s@]+@/

/** `PWD` alone is a folder. */
const isSecret = (name: string, value: string): boolean =>
  value !== '' && name !== 'PWD' && name !== 'OLDPWD' && (secretName.test(name) || secretValue.test(value))
