import type { FoundFile } from '../config/load.ts'
import type { Run } from './command.ts'
import { print, printJson } from './report.ts'
import { isSet } from './values.ts'

/** The files there are, in the order in which they are read, and where the person's own would be. */
export const run: Run = async (context, { options }) => {
  const { files, stateDir, userConfigDir } = context.config
  if (isSet(options, 'json')) {
    printJson(context, { version: 1, files, userConfigDir, stateDir })
    return 0
  }
  const own = files.find(({ kind }) => kind === 'user')?.path
  const project = files.find(({ kind }) => kind === 'project')
  const rows = [
    ['yours', own ?? `${userConfigDir}/config.{ts,js,json,yaml} (none there)`],
    ['project', project === undefined ? 'none here or above' : `${project.path}${remarks[project.trust]}`],
    ['state', stateDir],
  ] as const
  for (const [what, path] of rows) print(context, `${what.padEnd(8)} ${path}`)
  return 0
}

const remarks: Readonly<Record<FoundFile['trust'], string>> = {
  'not-needed': '',
  trusted: ' (code, trusted)',
  changed: ' (code that has changed since it was trusted: read it, then `hal config trust`)',
  'never-trusted': ' (code, not trusted: read it, then `hal config trust`)',
}
