import { expect, test } from 'vitest'
import { aProfile } from '../../test/rigs/scripted-images.ts'
import { packageLines, profileRows, stateAndWhy } from './profile.ts'
import { table } from './table.ts'

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

const builtAt = new Date('2026-01-01T00:00:00Z')
const fresh = { kind: 'fresh', sizeBytes: 1024 ** 2, builtAt, missing: ['helm', 'kubectl'] } as const
const extra = { kind: 'file', input: 'files', name: 'extra', how: 'new' } as const
const changed = { reason: 'changed', inputs: ['files'], parts: [extra] } as const
const stale = { kind: 'stale', changed: ['files'], pins: [], builtAt } as const

test('what is not as it should be is said beside its state, piece by piece', () => {
  const profiles = [
    aProfile('above', {
      state: { ...stale, why: [{ reason: 'parent', parent: 'base', why: [changed] }] },
    }),
    aProfile('base', { state: { ...stale, why: [changed] } }),
    aProfile('devbox', { state: fresh }),
    aProfile('web', { state: { kind: 'not-built' } }),
  ]
  const rows = profileRows('PROFILE', profiles, new Date('2026-01-03T00:00:00Z'))
  expect(table(rows)).toEqual([
    'PROFILE  STATE      SIZE  AGE  WHY',
    'above    stale            2d   stands on base, which is another now: file extra is new  what above is for',
    'base     stale            2d   file extra is new                                        what base is for',
    'devbox   fresh      1M    2d   without helm and kubectl, which a build tries again      what devbox is for',
    'web      not built                                                                      what web is for',
  ])
  // A narrow terminal takes nothing of a name or a state.
  expect(table(rows, 60)).toEqual([
    'PROFILE  STATE      SIZE  AGE  WHY',
    'above    stale            2d   stands on bas…  what above i…',
    'base     stale            2d   file extra is…  what base is…',
    'devbox   fresh      1M    2d   without helm …  what devbox …',
    'web      not built                             what web is …',
  ])
  expect(profiles.map(stateAndWhy)).toEqual([
    'stale: stands on base, which is another now: file extra is new',
    'stale: file extra is new',
    'fresh, without helm and kubectl, which a build tries again',
    'not built',
  ])
})

test('where all is as it should be, there is no WHY', () => {
  const [headings] = profileRows('PROFILE', [aProfile('base')], new Date())
  expect(headings?.map(({ text }) => text)).toEqual(['PROFILE', 'STATE', 'SIZE', 'AGE', ''])
})
