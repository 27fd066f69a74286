import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')

/** A project that has the package as it would be published, unpacked into its node_modules. */
let project: string
let files: readonly string[]
beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'hal-test-package-'))
  const { stdout } = await execa('npm', ['pack', '--json', '--pack-destination', project], { cwd: root })
  const [packed] = JSON.parse(stdout) as readonly [{ filename: string; files: readonly { path: string }[] }]
  files = packed.files.map(({ path }) => path)
  const home = join(project, 'node_modules/hal-fleet')
  mkdirSync(home, { recursive: true })
  await execa('tar', ['-xzf', join(project, packed.filename), '-C', home, '--strip-components=1'])
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }')
})
afterAll(() => rmSync(project, { recursive: true }))

const typeCheck = (config: string) => {
  writeFileSync(join(project, 'hal.config.ts'), config)
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const flags = ['--noEmit', '--strict', '--module', 'nodenext', '--ignoreConfig', 'hal.config.ts']
  return execa(process.execPath, [tsc, ...flags], { cwd: project, reject: false })
}

const withConfig = (text: string) =>
  `import { defineConfig } from 'hal-fleet/config'\nexport default defineConfig(${text})\n`

test('the package has the types of a config, for every TypeScript project', async () => {
  expect(files).toEqual(
    expect.arrayContaining(['bin/hal.js', 'dist/main.js', 'dist/config.js', 'dist/config.d.ts']),
  )
  expect(
    await typeCheck(withConfig(`{ profile: 'python', memory: '2g', env: { NO_COLOR: '1' } }`)),
  ).toMatchObject({
    stdout: '',
    exitCode: 0,
  })
})

test('the types say what is wrong with a config', async () => {
  const wrong = await typeCheck(withConfig(`{ memroy: '2g' }`))
  expect(wrong.exitCode).not.toBe(0)
  expect(wrong.stdout).toContain("'memroy' does not exist in type 'ConfigInput'")
})

test('the same import runs', async () => {
  const code = `import { defineConfig } from 'hal-fleet/config'\nconsole.log(defineConfig({ cpus: 1 }).cpus)\n`
  writeFileSync(join(project, 'run.mjs'), code)
  expect((await execa(process.execPath, ['run.mjs'], { cwd: project })).stdout).toBe('1')
})
