import { expect, test } from 'vitest'
import { loadCatalogue } from '../declare/catalogue.ts'
import { profileFiles, profilesDir } from '../declare/profiles.fixture.ts'
import { originsOf } from './origins.ts'

test('a profile promises what all promise that it stands on, and its own word counts', async () => {
  await using dir = await profilesDir({
    ...profileFiles('base', { from: 'debian:12', promises: { git: '2.39', python3: '3.9' } }),
    ...profileFiles('python', { parent: 'base', promises: { python3: '3.11' } }),
  })
  const catalogue = await loadCatalogue(dir)
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.failure))
  const origins = await originsOf([...catalogue.value.values()])
  expect(origins.get('python')).toEqual({ promises: { git: '2.39', python3: '3.11' } })
  expect(origins.get('base')).toEqual({ promises: { git: '2.39', python3: '3.9' } })
})
