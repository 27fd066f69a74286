import { fail, ok, type Result } from '../lib/result.ts'
import type { ConfigFailure } from './config-failure.ts'
import type { HalConfig } from './hal-config.ts'
import { keys } from './keys.ts'
import type { Env } from './paths.ts'
import type { ConfigValues } from './schema.ts'

interface Spoken {
  readonly values: ConfigValues
  /** Key → the variable that says it. */
  readonly origins: ReadonlyMap<string, string>
}

/** What the variables say, without those that say what hal doesn't understand. */
export const readVariables = async (
  env: Env,
): Promise<Spoken & { readonly failures: readonly ConfigFailure[] }> => {
  const spoken = await spokenIn(env)
  if (spoken.ok) return { ...spoken.value, failures: [] }
  const { failure } = spoken
  if (env[failure.file] === undefined) return { values: {}, origins: new Map(), failures: [failure] }
  const others = await readVariables({ ...env, [failure.file]: undefined })
  return { ...others, failures: [failure, ...others.failures] }
}

/** The schema takes a tenth of a short command to load: it is, where one is set that not any text will do for. One that is empty counts as not set. */
const spokenIn = async (env: Env): Promise<Result<Spoken, ConfigFailure>> => {
  const origins = new Map<string, string>()
  let plain: ConfigValues = {}
  const said: Record<string, unknown> = {}
  const say = (path: string, variable: string, value: unknown) => {
    origins.set(path, variable)
    const [group = path, leaf] = path.split('.')
    said[group] = leaf === undefined ? value : { ...(said[group] ?? {}), [leaf]: value }
  }
  for (const { path, variables, variablesByName, fromText, fromAnyText } of keys) {
    const variable = variables.find((name) => (env[name] ?? '') !== '')
    if (variable !== undefined) {
      const text = env[variable] ?? ''
      say(path, variable, fromText(text))
      if (fromAnyText !== undefined && text.trim() !== '') plain = { ...plain, ...fromAnyText(text.trim()) }
    }
    const named = variablesByName === undefined ? [] : entriesNamed(env, variablesByName)
    if (named.length > 0)
      say(
        path,
        `${variablesByName}…`,
        Object.fromEntries(named.map(([name, text]) => [name, fromText(text)])),
      )
  }
  if (origins.size === Object.keys(plain).length) return ok({ values: plain, origins })
  const { checkValues } = await import('./check-values.ts')
  const checked = checkValues(said, 'the environment')
  if (checked.ok) return ok({ values: checked.value, origins })
  const { failure } = checked
  return fail('path' in failure ? { ...failure, file: origins.get(failure.path) ?? failure.file } : failure)
}

/** `TASK_IMAGE_MY_AGENT=x` → `my_agent`, `x`. */
const entriesNamed = (env: Env, prefix: string): readonly (readonly [string, string])[] =>
  Object.entries(env).flatMap(([name, text]) =>
    name.startsWith(prefix) && name.length > prefix.length && text !== undefined && text !== ''
      ? [[name.slice(prefix.length).toLowerCase(), text] as const]
      : [],
  )

/** The proxy that the person's other programs use, in either spelling. */
export const readProxy = (
  env: Env,
): { readonly proxy: HalConfig['proxy']; readonly origins: ReadonlyMap<string, string> } => {
  const set = (['http', 'https', 'no'] as const).flatMap((kind) => {
    const variable = [`${kind}_proxy`.toUpperCase(), `${kind}_proxy`].find((name) => (env[name] ?? '') !== '')
    return variable === undefined ? [] : [{ kind, variable, value: env[variable] ?? '' }]
  })
  return {
    proxy: Object.fromEntries(set.map(({ kind, value }) => [kind, value])),
    origins: new Map(set.map(({ kind, variable }) => [`proxy.${kind}`, variable])),
  }
}
