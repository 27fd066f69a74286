import { expect, test } from 'vitest'
import { imageNames, isCommitName, isReference, localProfile } from './tags.ts'

const full = '3f9c2a1b'.padEnd(64, '0')

test.each([
  ['nowhere to push to', {}, []],
  ['empty values count as none', { registry: '', org: '' }, []],
  ['an organisation', { org: 'acme' }, ['acme/hal-python:3f9c2a1', 'acme/hal-python:latest']],
  [
    'a registry and an organisation',
    { registry: 'ghcr.io', org: 'acme' },
    ['ghcr.io/acme/hal-python:3f9c2a1', 'ghcr.io/acme/hal-python:latest'],
  ],
  [
    'a registry alone',
    { registry: '127.0.0.1:5000' },
    ['127.0.0.1:5000/hal-python:3f9c2a1', '127.0.0.1:5000/hal-python:latest'],
  ],
  [
    'a version',
    { org: 'acme', version: '1.2.0' },
    ['acme/hal-python:3f9c2a1', 'acme/hal-python:1.2.0', 'acme/hal-python:latest'],
  ],
  [
    'a commit',
    { org: 'acme', version: '1.2.0', commit: 'b0d4e3f9c2a1'.padEnd(40, '0') },
    ['3f9c2a1', 'git-b0d4e3f9c2a1', '1.2.0', 'latest'].map((tag) => `acme/hal-python:${tag}`),
  ],
  [
    'a version that is none of its own',
    { org: 'acme', version: 'latest' },
    ['acme/hal-python:3f9c2a1', 'acme/hal-python:latest'],
  ],
])('%s', (_, destination, remote) => {
  expect(imageNames('python', full, destination)).toEqual({
    pinned: 'hal/python:3f9c2a1',
    latest: 'hal/python:latest',
    remote,
  })
})

test.each([
  ['acme/hal-python:3f9c2a1', true],
  ['ghcr.io/acme/team/hal-python:1.2.0', true],
  ['localhost/hal-python:latest', true],
  ['registry:5000/hal-python:latest', true],
  ['127.0.0.1:5000/a__b/hal-py.thon:git-b0d4e3f9c2a1', true],
  ['Acme/hal-python:latest', false],
  ['ghcr.io/Acme/hal-python:latest', false],
  ['acme/hal-python:1.2 0', false],
  ['acme/hal-python:-rc', false],
  ['acme//hal-python:latest', false],
  ['https://ghcr.io/acme/hal-python:latest', false],
  ['acme/hal-python', false],
])('%s is a name: %s', (name, isOne) => {
  expect(isReference(name)).toBe(isOne)
})

test.each([
  ['hal/python:3f9c2a1', 'python'],
  ['hal/agent-codex-task:latest', 'agent-codex-task'],
  ['hal/python', 'python'],
  ['ghcr.io/hal/python:latest', undefined],
  ['python:3', undefined],
  ['acme/hal-python:latest', undefined],
])('%s is the local name of the profile %s', (name, profile) => {
  expect(localProfile(name)).toBe(profile)
})

test('a commit’s name is told from a version’s', () => {
  expect(isCommitName('acme/hal-python:git-b0d4e3f9c2a1')).toBe(true)
  expect(isCommitName('acme/hal-python:git-2.39')).toBe(false)
})
