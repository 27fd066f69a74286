import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { loadCatalogue } from './catalogue.ts'
import { detectProfile } from './detect.ts'

const packageDir = fileURLToPath(new URL('../../..', import.meta.url))

test.each([
  [['pom.xml', 'package.json', 'pyproject.toml'], 'java', 'pom.xml'],
  [['build.gradle.kts'], 'java', 'build.gradle.kts'],
  [['requirements.txt', 'package.json'], 'python', 'requirements.txt'],
  [['Pipfile'], 'python', 'Pipfile'],
  [['package.json'], 'node', 'package.json'],
  [['Package.json', 'README.md'], 'base', undefined],
  [[], 'base', undefined],
])('a project with %j is one for %s', async (files, profile, because) => {
  const catalogue = await loadCatalogue({ packageDir })
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.failure))
  const dir = await mkdtemp(join(tmpdir(), 'hal-test-detect-'))
  await Promise.all(files.map((file) => writeFile(join(dir, file), '')))
  expect(await detectProfile(catalogue.value, dir, 'base')).toEqual({ ok: true, value: { profile, because } })
  await rm(dir, { recursive: true })
})
