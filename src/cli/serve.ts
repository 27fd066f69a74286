import type { Run } from './command.ts'
import { numberOption, textOption } from './values.ts'

export const run: Run = ({ openServer }, { options }) =>
  openServer({
    host: textOption(options, 'host'),
    port: numberOption(options, 'port'),
    secretFile: textOption(options, 'sharedSecretFile'),
    readSecretFile: textOption(options, 'readSecretFile'),
  })
