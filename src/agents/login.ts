import type { Renewal } from './renewal.ts'

/** How a person logs in to an agent's maker with the agent's own program. */
export interface LoginForm {
  readonly argv: readonly string[]
  /** Where it keeps the login, below HOME. It is there once the first of them is. */
  readonly files: readonly string[]
  /** Its program goes on after the login: it is done once the file is there. */
  readonly goesOn: boolean
  /** Absent: hal hands it over as it is, and never renews it. */
  readonly renewal?: Renewal
}

/** Among a worker's secrets. */
export const isLoginSecret = (name: string): boolean => /^login-\d+$/.test(name)

export const loginSecret = (index: number): string => `login-${index}`
