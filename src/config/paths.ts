import { mkdirSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'

export type Env = Readonly<Record<string, string | undefined>>

/** Where hal keeps what it may lose: `$HAL_STATE`, else `$XDG_STATE_HOME/hal`, else `~/.local/state/hal`. A relative XDG path does not count. */
export const stateDirOf = (env: Env, home: string): string =>
  absolute(env['HAL_STATE']) ?? join(absolute(env['XDG_STATE_HOME']) ?? join(home, '.local', 'state'), 'hal')

/** Where hal keeps what it must not lose, workers' workspaces: `$HAL_DATA`, else `$XDG_DATA_HOME/hal`, else `~/.local/share/hal`. */
export const dataDirOf = (env: Env, home: string): string =>
  absolute(env['HAL_DATA']) ?? join(absolute(env['XDG_DATA_HOME']) ?? join(home, '.local', 'share'), 'hal')

/** Where the person's own config is: `$XDG_CONFIG_HOME/hal`, else `~/.config/hal`. */
export const userConfigDirOf = (env: Env, home: string): string =>
  join(absolute(env['XDG_CONFIG_HOME']) ?? join(home, '.config'), 'hal')

/** Makes the state folder, for the person alone. */
export const makeStateDir = (stateDir: string): void => {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
}

const absolute = (path: string | undefined): string | undefined =>
  path !== undefined && isAbsolute(path) ? path : undefined
