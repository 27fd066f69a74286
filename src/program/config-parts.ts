import { readFileSync } from 'node:fs'
import type { HalConfig } from '../config/hal-config.ts'

/** Of a CA bundle's file. Throws Node's error: the config was checked. */
export const readBundle = (path: string | undefined): Buffer | undefined =>
  path === undefined ? undefined : readFileSync(path)

/** Programs look for a proxy under names in capitals or in small letters: both are said. */
export const proxyVariables = (proxy: HalConfig['proxy']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(proxy).flatMap(([kind, value]) => [
      [`${kind.toUpperCase()}_PROXY`, value],
      [`${kind}_proxy`, value],
    ]),
  )
