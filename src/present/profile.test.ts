import { expect, test } from 'vitest'
import { aProfile } from '../../test/rigs/scripted-images.ts'
import { packageLines, profileRows } from './profile.ts'

const installed = (name: string, over: object = {}) => ({
  ...{ package: name, suite: undefined, isPartial: false, isInherited: false },
  ...over,
})

test('packages stand in lines that fit, those from below apart and said to be', () => {
  const packages = [
    installed('awscli'),
    installed('docker-cli', { suite: 'trixie' }),
    installed('git', { isPartial: true }),
    installed('curl', { isInherited: true }),
    installed('jq', { isInherited: true }),
  ]
  expect(packageLines(packages, 30)).toEqual([
    'awscli, docker-cli (trixie),',
    'git (some files)',
    'curl, jq',
    '(from what it stands on)',
  ])
  expect(packageLines(packages.slice(3), 60)).toEqual(['curl, jq (from what it stands on)'])
  expect(packageLines([], 60)).toEqual([])
})

test('a list is by name, whatever stands on what', () => {
  const rows = profileRows(
    'PROFILE',
    ['node', 'm-10', 'm-2', 'base'].map((name) => aProfile(name)),
    new Date(),
  )
  expect(rows.map(([first]) => first?.text)).toEqual(['PROFILE', 'base', 'm-2', 'm-10', 'node'])
})
