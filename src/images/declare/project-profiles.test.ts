import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findProjectPins, findProjectProfiles, profilesHome } from './project-profiles.ts'

let top = ''
beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), 'hal-test-'))
})
afterEach(() => rmSync(top, { recursive: true }))

const make = (...path: readonly string[]): string => {
  const folder = join(top, ...path)
  mkdirSync(folder, { recursive: true })
  return folder
}

test('a project’s profiles and pins are found from its folders, up to the top of its repository', () => {
  const home = make('home')
  const profiles = make('home', 'project', '.hal', 'profiles')
  make('home', 'project', '.git')
  const deep = make('home', 'project', 'src', 'deep')
  expect(findProjectProfiles(deep, home)).toBe(profiles)
  expect(findProjectPins(deep, home)).toBe(join(top, 'home/project/.hal/pins.json'))
  make('home', 'project', 'inner', '.git')
  expect(findProjectProfiles(join(top, 'home/project/inner'), home)).toBeUndefined()
})

test('the person’s home is no project', () => {
  make('home', '.hal', 'profiles')
  const folder = make('home', 'notes')
  expect(findProjectProfiles(folder, join(top, 'home'))).toBeUndefined()
  expect(findProjectPins(folder, join(top, 'home'))).toBeUndefined()
})

test('outside of home and of a repository what others may have put above counts for nothing', () => {
  make('shared', '.hal', 'profiles')
  const folder = make('shared', 'mine')
  expect(findProjectProfiles(folder, '/home/ada')).toBeUndefined()
  expect(findProjectPins(folder, '/home/ada')).toBeUndefined()
  expect(findProjectProfiles(join(top, 'shared'), '/home/ada')).toBe(join(top, 'shared/.hal/profiles'))
})

test('a new profile belongs to the project’s own, from whatever folder of it', () => {
  const home = make('home')
  const deep = make('home', 'project', 'src', 'deep')
  expect(profilesHome(deep, home)).toBe(deep)
  make('home', 'project', '.git')
  expect(profilesHome(deep, home)).toBe(join(home, 'project'))
  make('home', 'project', 'src', '.hal', 'profiles')
  expect(profilesHome(deep, home)).toBe(join(home, 'project', 'src'))
})
