import type { ColumnName, Grouping, SortName } from './dashboard-list.ts'

/** hal's configuration in force: every key has its value. Paths are absolute. */
export interface HalConfig {
  readonly engine: string | undefined
  /** Of a server, whose fleet it is. */
  readonly url: string | undefined
  readonly secretFile: string | undefined
  /** The secret may go to another machine in the clear. */
  readonly allowPlainHttp: boolean
  readonly owner: string
  readonly profile: string
  /** `4g`; `lib/bytes.ts` reads it, and it has been checked. */
  readonly memory: string
  readonly cpus: number
  readonly pids: number
  readonly workspace: string | undefined
  readonly setup: readonly string[]
  readonly teardown: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly agents: Readonly<Record<string, AgentConfig>>
  /** Named credentials that every worker gets. */
  readonly secrets: Readonly<Record<string, SecretSource>>
  readonly images: {
    readonly registry: string | undefined
    readonly org: string | undefined
    readonly version: string | undefined
    readonly base: string
    readonly session: string | undefined
    /** By agent, and `default`. */
    readonly tasks: Readonly<Record<string, string>>
  }
  readonly build: {
    readonly caBundle: string | undefined
    readonly npmRegistry: string
    readonly concurrency: number
    /** By id: the file. */
    readonly secrets: Readonly<Record<string, string>>
  }
  /** From `HTTP_PROXY` and its kin; no file sets it. */
  readonly proxy: { readonly http?: string; readonly https?: string; readonly no?: string }
  readonly mounts: readonly ConfigMount[]
  readonly network: string
  readonly allowRoot: boolean
  /** The process engine on a machine that is no container. */
  readonly allowNoIsolation: boolean
  /** Folders with further profiles. */
  readonly profiles: readonly string[]
  /** Those of them that no project's config names. */
  readonly personsProfiles: readonly string[]
  readonly tasks: {
    /** Who works on one where nobody is named; `undefined`: the only one that can. */
    readonly agent: string | undefined
    /** How many are at work at once. */
    readonly concurrency: number
    /** How long those that ended are kept: `90d`, or `forever`. */
    readonly keepFor: string
    /** How much all of them may take: `1g`. */
    readonly keepSize: string
  }
  readonly dashboard: {
    readonly theme: 'dark' | 'light' | 'contrast' | 'colorblind'
    readonly mouse: boolean
    /** By the id of what they do; the dashboard knows which there are. */
    readonly keys: Readonly<Record<string, string | readonly string[]>>
    readonly columns: readonly ColumnName[]
    readonly sort: SortName | `-${SortName}`
    readonly group: Grouping
    readonly notify: {
      readonly bell: boolean
      readonly desktop: boolean
      readonly title: boolean
      /** A program and its arguments; empty: none. */
      readonly command: readonly string[]
      readonly webhook: string | undefined
      readonly states: Readonly<Record<'waiting' | 'limited' | 'failed' | 'done', boolean>>
      /** `22:00-07:00`. */
      readonly quiet: string | undefined
    }
  }
}

export interface AgentConfig {
  readonly baseUrl?: string
  readonly model?: string
  readonly tokenUrl?: string
  readonly apiKey?: SecretSource
  readonly unattended?: boolean
  readonly command?: readonly string[]
  readonly unattendedArguments?: readonly string[]
  readonly silentAfter?: string
  readonly lateAfter?: string
  readonly login?: { readonly command: readonly string[]; readonly files: readonly string[] }
}

/** Where a secret is: a variable of hal's own, a file, or what a program prints. */
export type SecretSource =
  | { readonly env: string }
  | { readonly file: string }
  | { readonly exec: readonly string[] }

export interface ConfigMount {
  readonly source: string
  readonly target: string
  readonly isReadOnly: boolean
}
