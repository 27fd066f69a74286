import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { isBuiltin, registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { codeFormat } from './is-code.ts'

export interface ConfigCode {
  readonly file: string
  /** What was looked at, and trusted where that is needed: exactly this runs, whatever the file has become since. */
  readonly content: Buffer
  /** Where `hal-fleet/config` is found, also by a project that doesn't have it installed. */
  readonly packageDir: string
  /** Only this file was looked at, so nothing else may be loaded by it: no file beside it, no package. */
  readonly isAlone: boolean
}

/** Runs a config that is code and answers its default export. Throws what the code throws. */
export const runCode = async ({ file, content, packageDir, isAlone }: ConfigCode): Promise<unknown> => {
  // The name is new each time, since Node runs a module of one name only once.
  const url = `${pathToFileURL(file).href}?${randomUUID()}`
  const name = `hal://${randomUUID()}`
  const hooks = registerHooks({
    resolve: (specifier, context, next) => {
      if (specifier === name) return { url, format: codeFormat(file), shortCircuit: true }
      if (specifier === 'hal-fleet/config') return { url: defineConfigIn(packageDir), shortCircuit: true }
      if (isAlone && context.parentURL === url && !isBuiltin(specifier)) {
        throw new Error(
          `it loads ${specifier}; a project's config may load only hal-fleet/config and what comes with Node`,
        )
      }
      return next(specifier, context)
    },
    load: (target, context, next) =>
      target === url
        ? { format: codeFormat(file) ?? null, source: content, shortCircuit: true }
        : next(target, context),
  })
  try {
    const loaded: unknown = await import(name)
    return typeof loaded === 'object' && loaded !== null && 'default' in loaded
      ? await loaded.default
      : undefined
  } finally {
    hooks.deregister()
  }
}

const defineConfigIn = (packageDir: string): string => {
  const built = join(packageDir, 'dist', 'config.js')
  const source = join(packageDir, 'src', 'config', 'define-config.ts')
  return pathToFileURL(existsSync(built) ? built : source).href
}
