import { loginSecret } from '../agents/login.ts'
import type { Renewal } from '../agents/renewal.ts'
import type { HalConfig, SecretSource } from '../config/hal-config.ts'
import { dataDirOf } from '../config/paths.ts'
import { ok } from '../lib/result.ts'
import { hasLoginFile, loginFile } from '../workers/agent/login-store.ts'
import type { SecretKeeper, Secrets, WorkersContext } from '../workers/context.ts'
import { readBundle } from './config-parts.ts'
import { shortly } from './secret-words.ts'
import type { Surroundings } from './surroundings.ts'

/** What the person lets workers have, from where their config, their environment and hal's own store say. */
export function secretKeeper(
  { agents, secrets }: HalConfig,
  { env, home, signal }: Surroundings,
): SecretKeeper {
  const dataDir = dataDirOf(env, home)
  const sourceOf = (agent: string | undefined, name: string, isKey: boolean): SecretSource | undefined =>
    (isKey && agent !== undefined ? agents[agent]?.apiKey : undefined) ??
    secrets[name] ??
    (agent !== undefined && (env[name] ?? '') !== '' ? { env: name } : undefined)
  return {
    ofAll: Object.keys(secrets),
    has: (agent, names) => names.filter((name, index) => sourceOf(agent, name, index === 0) !== undefined),
    whence: (agent, name, isKey) => {
      const source = sourceOf(agent, name, isKey)
      return source === undefined ? undefined : shortly(source)
    },
    logins: (agent, files) =>
      files.flatMap((path, index) => (hasLoginFile(dataDir, agent, path) ? [index] : [])),
    read: async (agent, names) => {
      const { findForm } = await import('../agents/forms.ts')
      const { readSecrets } = await import('./read-secrets.ts')
      const form = agent === undefined ? undefined : findForm(agent, agents)
      const [key] = form?.ok ? form.value.secrets : []
      const logins = new Map(
        form?.ok === true
          ? form.value.login?.files.map((path, index) => [
              loginSecret(index),
              { file: loginFile(dataDir, form.value.name, path) },
            ])
          : [],
      )
      const wanted = names.map((name) => ({
        name,
        source: logins.get(name) ?? sourceOf(agent, name, name === key) ?? { env: name },
      }))
      const read = await readSecrets(wanted, { env, signal })
      const renewal = form?.ok === true ? form.value.login?.renewal : undefined
      return read.ok && renewal !== undefined ? ok(withoutRenewal(read.value, renewal)) : read
    },
  }
}

/** What renews a login stays here. */
function withoutRenewal(secrets: Secrets, { read, shared }: Renewal): Secrets {
  const file = secrets.get(loginSecret(0))
  if (file === undefined || read(file) === undefined) return secrets
  return new Map([...secrets, [loginSecret(0), shared(file)]])
}

/** What is asked is waited for when hal is to end, too: the answer is the only copy of the next token. */
export const tokenAsker =
  ({ build }: HalConfig, { env }: Surroundings): WorkersContext['askForTokens'] =>
  async (address, question) => {
    const { askByPost } = await import('../lib/post-json.ts')
    return askByPost(address, question, {
      ...{ env, ca: readBundle(build.caBundle)?.toString(), signal: new AbortController().signal },
      ...{ timeoutMs: 20_000, maxBytes: 256 * 1024 },
    })
  }
