import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { loadCatalogue } from '../declare/catalogue.ts'
import { profilesDir } from '../declare/profiles.fixture.ts'
import { profileStates } from '../plan/profile-states.ts'
import { originsOf } from './origins.ts'

test('an image with another pin than its repository’s has no commit, nor has what stands on it', async () => {
  const fetch = { tool: { npm: 'tool', put: { package: '/opt/tool' } } }
  await using dir = await profilesDir(
    {
      'agent/profile.json': JSON.stringify({ from: 'debian', fetch }),
      'above/profile.json': JSON.stringify({ parent: 'agent', env: { A: '1' } }),
      'beside/profile.json': JSON.stringify({ from: 'debian', env: { A: '1' } }),
    },
    { tool: { version: '1.0.0' } },
  )
  const git = (...args: readonly string[]) =>
    execa('git', ['-C', dir.packageDir, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args])
  await git('init', '--quiet')
  await writeFile(join(dir.packageDir, '.gitignore'), 'own-pins.json\n')
  await git('add', '.')
  await git('commit', '--quiet', '--message', 'first')
  const { stdout: commit } = await git('rev-parse', 'HEAD')
  const pins = join(dir.packageDir, 'own-pins.json')
  const commits = async () => {
    const catalogue = await loadCatalogue({ packageDir: dir.packageDir, pinFiles: [pins] })
    if (!catalogue.ok) throw new Error(catalogue.failure.reason)
    const origins = await originsOf([...catalogue.value.values()])
    return ['agent', 'above', 'beside'].map((name) => origins.get(name)?.commit)
  }
  expect(await commits()).toEqual([commit, commit, commit])
  await writeFile(pins, JSON.stringify({ tool: { version: '1.0.1' }, other: { version: '1' } }))
  expect(await commits()).toEqual([undefined, undefined, commit])
})

test('a project’s devcontainer is from the project, and not from hal, whose empty folder it may be built in', async () => {
  await using shipped = await profilesDir({})
  const project = await mkdtemp(join(tmpdir(), 'hal-test-'))
  const git = (dir: string, ...args: readonly string[]) =>
    execa('git', ['-C', dir, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args])
  const file = join(project, '.devcontainer.json')
  await writeFile(file, '{ "image": "debian" }')
  await mkdir(join(shipped.packageDir, 'docker/build/no-context'), { recursive: true })
  await writeFile(join(shipped.packageDir, 'docker/build/no-context/.keep'), '')
  try {
    for (const dir of [project, shipped.packageDir]) {
      await git(dir, 'init', '--quiet')
      await git(dir, 'add', '.')
      await git(dir, 'commit', '--quiet', '--message', `first of ${dir}`)
    }
    const { stdout: commit } = await git(project, 'rev-parse', 'HEAD')
    const devcontainers = [{ name: 'devcontainer', file, project }]
    const catalogue = await loadCatalogue({ packageDir: shipped.packageDir, devcontainers })
    if (!catalogue.ok) throw new Error(catalogue.failure.reason)
    const profiles = [...catalogue.value.values()]
    expect((await originsOf(profiles)).get('devcontainer')?.commit).toBe(commit)
    expect(profileStates(profiles, [])).toMatchObject([{ name: 'devcontainer', dir: project }])
  } finally {
    await rm(project, { recursive: true })
  }
})
