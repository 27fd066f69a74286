import { existsSync } from 'node:fs'
import type { Io } from '../cli/command.ts'
import { isCode } from '../config/is-code.ts'
import { projectConfigFile, trustConfig } from '../config/trust.ts'
import { exitCodeOf, failureText } from '../present/failure.ts'

interface TrustRequest {
  readonly path: string | undefined
  readonly cwd: string
  readonly home: string
  readonly stateDir: string
  readonly io: Io
}

/** `hal config trust`: this project's config may run, as it is now. */
export async function trustProjectConfig({ path, cwd, home, stateDir, io }: TrustRequest): Promise<number> {
  const file = path ?? projectConfigFile({ cwd, home })
  if (file === undefined) {
    io.stderr.write('hal: there is no project config here or above.\n')
    return 5
  }
  if (!isCode(file) && existsSync(file)) {
    io.stdout.write(`${file} is data, which is only read: JSON and YAML configs need no trust\n`)
    return 0
  }
  const trusted = await trustConfig({ file, stateDir })
  if (!trusted.ok) {
    io.stderr.write(failureText(trusted.failure))
    return exitCodeOf(trusted.failure)
  }
  io.stdout.write(`trusted ${file} as it is now; hal asks again when it changes\n`)
  return 0
}
