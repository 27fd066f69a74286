import type { Run } from './command.ts'
import { print, printJson } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { options }) => {
  const { files, stateDir, userConfigDir } = context.config
  if (isSet(options, 'json')) {
    printJson(context, { version: 1, files, userConfigDir, stateDir })
    return 0
  }
  for (const file of files) print(context, `${file.kind.padEnd(8)} ${file.path}`)
  print(
    context,
    `${'yours'.padEnd(8)} ${userConfigDir}/config.{ts,js,json,yaml}${files.some(({ kind }) => kind === 'user') ? '' : ' (none there)'}`,
  )
  print(context, `${'state'.padEnd(8)} ${stateDir}`)
  return 0
}
