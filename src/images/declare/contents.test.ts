import { expect, test } from 'vitest'
import { loadCatalogue } from './catalogue.ts'
import { allPackages, allVariables } from './contents.ts'
import { profilesDir } from './profiles.fixture.ts'

const declared = async (files: Readonly<Record<string, object>>) => {
  await using dir = await profilesDir(
    Object.fromEntries(
      Object.entries(files).map(([name, facts]) => [`${name}/profile.json`, JSON.stringify(facts)]),
    ),
  )
  const catalogue = await loadCatalogue(dir)
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.failure))
  const profiles = [...catalogue.value.values()]
  const top = profiles.at(-1)
  if (top === undefined) throw new Error('no profile')
  return { packages: allPackages(top, profiles), env: allVariables(top, profiles) }
}

test('a profile has the packages of what it stands on after its own, and each once', async () => {
  const { packages } = await declared({
    low: {
      from: 'debian:bookworm-slim',
      packages: ['jq', 'curl', { unpack: 'git', files: ['/usr/bin/git'] }],
    },
    top: { parent: 'low', packages: ['curl', { suite: 'trixie', names: ['docker-cli'] }, 'git'] },
  })
  expect(packages).toEqual([
    { package: 'curl', suite: undefined, isPartial: false, isInherited: false },
    { package: 'docker-cli', suite: 'trixie', isPartial: false, isInherited: false },
    { package: 'git', suite: undefined, isPartial: false, isInherited: false },
    { package: 'jq', suite: undefined, isPartial: false, isInherited: true },
  ])
})

test('a variable takes the place of the one below, unless it goes on from that', async () => {
  const { env } = await declared({
    low: { from: 'debian:bookworm-slim', env: { LANG: 'C', PATH: '/low:$PATH', PAT: 'low', ONLY: 'low' } },
    top: { parent: 'low', env: { LANG: 'C.UTF-8', PATH: '/top:$PATH', PAT: 'not of $PATH' } },
  })
  expect(env).toEqual([
    { variable: 'LANG', value: 'C.UTF-8', isInherited: false },
    { variable: 'PATH', value: '/top:$PATH', isInherited: false },
    { variable: 'PAT', value: 'not of $PATH', isInherited: false },
    { variable: 'PATH', value: '/low:$PATH', isInherited: true },
    { variable: 'ONLY', value: 'low', isInherited: true },
  ])
})
