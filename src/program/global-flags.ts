import type { GlobalOptions } from '../cli/program.ts'

/** What was typed for any command, as it was: for a hal that is to be of the same settings. */
export const globalFlags = ({
  engine,
  config,
  url,
  secretFile,
  isIsolationOff,
}: GlobalOptions): readonly string[] => [
  ...(engine === undefined ? [] : ['--engine', engine]),
  ...(config === undefined ? [] : ['--config', config]),
  ...(url === undefined ? [] : ['--url', url]),
  ...(secretFile === undefined ? [] : ['--secret-file', secretFile]),
  ...(isIsolationOff ? ['--unsafe-no-isolation'] : []),
]
