import { expect, test } from 'vitest'
import { loadCatalogue } from './catalogue.ts'
import { profileFiles, profilesDir } from './profiles.fixture.ts'
import { type Selection, selectProfiles } from './select.ts'

const files = {
  ...profileFiles('base', { from: 'debian' }),
  ...profileFiles('node', { parent: 'base' }),
  ...profileFiles('web', { parent: 'node' }),
  ...profileFiles('other', { from: 'alpine' }),
}

const all = ['base', 'node', 'other', 'web']

test.each<[Selection, readonly string[], readonly string[], readonly string[]]>([
  [{ names: [] }, all, all, all],
  [{ names: ['node'] }, ['base', 'node'], ['base', 'node'], ['node']],
  [{ names: ['node'], isOnly: true }, ['base', 'node'], ['node'], ['node']],
  [
    { names: ['node'], hasDependents: true },
    ['base', 'node', 'web'],
    ['base', 'node', 'web'],
    ['node', 'web'],
  ],
  [
    { names: ['node'], hasDependents: true, isOnly: true },
    ['base', 'node', 'web'],
    ['node', 'web'],
    ['node', 'web'],
  ],
])('%j', async (selection, profiles, mayBeBuilt, wanted) => {
  await using dir = await profilesDir(files)
  const catalogue = await loadCatalogue(dir)
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.failure))
  const selected = selectProfiles(catalogue.value, selection)
  if (!selected.ok) throw new Error(JSON.stringify(selected.failure))
  expect(selected.value.profiles.map(({ name }) => name)).toEqual(profiles)
  expect(selected.value.mayBeBuilt).toEqual(new Set(mayBeBuilt))
  expect(selected.value.wanted).toEqual(new Set(wanted))
})
