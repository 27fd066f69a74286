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

test.each<[Selection, readonly string[], readonly string[]]>([
  [{ names: [] }, ['base', 'node', 'other', 'web'], ['base', 'node', 'other', 'web']],
  [{ names: ['node'] }, ['base', 'node'], ['base', 'node']],
  [{ names: ['node'], isOnly: true }, ['base', 'node'], ['node']],
  [{ names: ['base'], hasDependents: true }, ['base', 'node', 'web'], ['base', 'node', 'web']],
  [{ names: ['node'], hasDependents: true, isOnly: true }, ['base', 'node', 'web'], ['node', 'web']],
])('%j', async (selection, profiles, mayBeBuilt) => {
  await using dir = await profilesDir(files)
  const catalogue = await loadCatalogue(dir)
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.failure))
  const selected = selectProfiles(catalogue.value, selection)
  if (!selected.ok) throw new Error(JSON.stringify(selected.failure))
  expect(selected.value.profiles.map(({ name }) => name)).toEqual(profiles)
  expect(selected.value.mayBeBuilt).toEqual(new Set(mayBeBuilt))
})
