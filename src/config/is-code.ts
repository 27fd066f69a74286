import { extname } from 'node:path'

/** `.js` and `.ts` are ES modules whatever the package.json near them says. */
const formats: Readonly<Record<string, string>> = {
  '.ts': 'module-typescript',
  '.mts': 'module-typescript',
  '.js': 'module',
  '.mjs': 'module',
  '.cjs': 'commonjs',
}

/** What Node calls this kind of code; `undefined`: it is data. */
export const codeFormat = (file: string): string | undefined => formats[extname(file)]

export const isCode = (file: string): boolean => codeFormat(file) !== undefined
