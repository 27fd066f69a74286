import type { ConfigFailure } from './config-failure.ts'
import { resolvePaths } from './resolve-paths.ts'
import type { ConfigValues } from './schema.ts'

/** What was typed for this one command. */
export interface Flags {
  readonly engine?: string | undefined
  readonly url?: string | undefined
  readonly secretFile?: string | undefined
  /** Only what is allowed counts. */
  readonly allowNoIsolation?: boolean | undefined
}

interface Typed {
  readonly values: Omit<Flags, 'allowNoIsolation'> & { readonly allowNoIsolation?: boolean }
  /** Key → the flag that says it. */
  readonly origins: ReadonlyMap<string, string>
  readonly failures: readonly ConfigFailure[]
}

const names = {
  ...{ engine: '--engine', url: '--url', secretFile: '--secret-file' },
  allowNoIsolation: '--unsafe-no-isolation',
} as const

/** An engine that was typed is one of this machine's, whichever server is usual. The schema is loaded only for an address. */
export async function readFlags(
  flags: Flags,
  { folder, home }: { readonly folder: string; readonly home: string },
): Promise<Typed> {
  const said: ConfigValues = Object.fromEntries(
    Object.entries(flags).filter(([, value]) => value !== undefined && value !== false),
  )
  const origins = new Map(Object.entries(names).filter(([key]) => key in said))
  const { url } = said
  const checked = url === undefined ? undefined : await checkedUrl(url)
  const values = {
    ...resolvePaths(said, { folder, home }),
    ...(said.engine === undefined && url === undefined ? {} : { url: checked?.url }),
  }
  return { values, origins, failures: checked?.failures ?? [] }
}

/** One that is no address counts as not said. */
async function checkedUrl(
  url: string,
): Promise<{ readonly url: string | undefined; readonly failures: readonly ConfigFailure[] }> {
  const { checkValues } = await import('./check-values.ts')
  const checked = checkValues({ url }, names.url)
  return checked.ok
    ? { url: checked.value.url, failures: [] }
    : { url: undefined, failures: [checked.failure] }
}
