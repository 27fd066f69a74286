import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { madeHome } from './folders.fixture.ts'
import { projectConfigFile, trustConfig } from './trust.ts'

const code = `import { defineConfig } from 'hal-fleet/config'
const cpus: number = 1
export default defineConfig({ cpus, images: { org: undefined } })`

describe('a project’s config that is code', () => {
  test('runs once it is trusted, and is asked for again when it has changed', async () => {
    const { load, write, project, home, stateDir } = madeHome()
    const file = write('project/hal.config.ts', code)
    const refused = { ok: false, failure: { reason: 'untrusted-config', file, hasChanged: false } }
    expect(await load()).toEqual(refused)
    expect(await load({ isProjectIgnored: true })).toMatchObject({
      value: { config: { cpus: 2 }, files: [{ path: file, trust: 'never-trusted' }] },
    })

    expect(projectConfigFile({ cwd: join(project, 'src'), home })).toBe(file)
    expect(await trustConfig({ file, stateDir })).toEqual({ ok: true, value: undefined })
    expect(statSync(join(stateDir, 'trusted.json')).mode & 0o777).toBe(0o600)
    expect(await load()).toMatchObject({ value: { config: { cpus: 1 }, files: [{ trust: 'trusted' }] } })

    write('project/hal.config.ts', code.replace('= 1', '= 0.5'))
    expect(await load({ isProjectIgnored: true })).toMatchObject({ value: { files: [{ trust: 'changed' }] } })
    expect(await load()).toEqual({ ok: false, failure: { ...refused.failure, hasChanged: true } })
    await trustConfig({ file, stateDir })
    expect(await load()).toMatchObject({ ok: true, value: { config: { cpus: 0.5 } } })
  })

  test('is trusted where it is, not wherever its like turns up', async () => {
    const { load, write, stateDir } = madeHome()
    await trustConfig({ file: write('other/hal.config.ts', code), stateDir })
    write('project/hal.config.ts', code)
    expect(await load()).toMatchObject({ failure: { reason: 'untrusted-config' } })
  })

  test.each([
    `import './beside.js'`,
    `await import('./beside.js')`,
    `import { createRequire } from 'node:module'\ncreateRequire(import.meta.url)('./beside.js')`,
  ])('loads nothing that nobody was asked about: %s', async (line) => {
    const { load, write, stateDir } = madeHome()
    write('project/beside.js', 'globalThis.halWasBeside = true')
    const file = write('project/hal.config.mjs', `${line}\nexport default {}`)
    await trustConfig({ file, stateDir })
    expect(await load()).toMatchObject({
      failure: { reason: 'config-unreadable', file, detail: expect.stringContaining('./beside.js') },
    })
    expect(globalThis).not.toHaveProperty('halWasBeside')
  })

  test('can’t come in through JSON or YAML', async () => {
    const { load, write } = madeHome()
    write('project/beside.js', 'globalThis.halWasBeside = true')
    write('project/hal.config.yaml', '$import: ./beside.js')
    expect(await load()).toMatchObject({ failure: { reason: 'unknown-config-key', path: '$import' } })
    expect(globalThis).not.toHaveProperty('halWasBeside')
  })

  test('is still bound to narrow only', async () => {
    const { load, write, stateDir } = madeHome()
    const file = write('project/hal.config.js', 'export default { allowRoot: true }')
    await trustConfig({ file, stateDir })
    expect(await load()).toMatchObject({ failure: { reason: 'widening-key', path: 'allowRoot' } })
  })

  test('that throws, or exports nothing, is told with its file', async () => {
    const { load, write, stateDir } = madeHome()
    const file = write('project/hal.config.js', 'throw new Error("no such luck")')
    await trustConfig({ file, stateDir })
    expect(await load()).toEqual({
      ok: false,
      failure: { reason: 'config-unreadable', file, detail: 'no such luck' },
    })
    write('project/hal.config.js', 'export const config = {}')
    await trustConfig({ file, stateDir })
    expect(await load()).toMatchObject({ failure: { reason: 'wrong-value', path: '', got: 'undefined' } })
  })
})

test('the person’s own config that is code needs no trust, and may load what it likes', async () => {
  const { load, write } = madeHome()
  write('.config/hal/near.ts', 'export const network: string = "lan"')
  write(
    '.config/hal/config.ts',
    `import { defineConfig } from 'hal-fleet/config'\nimport { network } from './near.ts'\nexport default defineConfig({ network })`,
  )
  expect(await load()).toMatchObject({ ok: true, value: { config: { network: 'lan' } } })
})

test('a config in CommonJS is read', async () => {
  const { load, write, stateDir } = madeHome()
  const file = write(
    'project/hal.config.cjs',
    'module.exports = require("hal-fleet/config").defineConfig({ cpus: 1 })',
  )
  await trustConfig({ file, stateDir })
  expect(await load()).toMatchObject({ ok: true, value: { config: { cpus: 1 } } })
})

test('a file that isn’t there can’t be trusted', async () => {
  const { stateDir } = madeHome()
  expect(await trustConfig({ file: '/none/hal.config.ts', stateDir })).toMatchObject({
    failure: { reason: 'config-unreadable', file: '/none/hal.config.ts' },
  })
})
