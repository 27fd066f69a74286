import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { type ConfigRequest, loadConfig } from './load.ts'

/** A home with a project in it, for one test: `write` takes paths inside home, `load` reads the config that then holds. */
export const madeHome = () => {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'hal-test-config-')))
  onTestFinished(() => rm(home, { recursive: true }))
  const project = join(home, 'project')
  mkdirSync(join(project, '.git'), { recursive: true })
  const request: ConfigRequest = {
    ...{ cwd: project, env: {}, home, userName: 'ada', flags: {} },
    packageDir: fileURLToPath(new URL('../..', import.meta.url)),
  }
  return {
    home,
    project,
    stateDir: join(home, '.local/state/hal'),
    write: (path: string, text: string): string => {
      const file = join(home, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
      return file
    },
    load: (over: Partial<ConfigRequest> = {}) => loadConfig({ ...request, ...over }),
  }
}
