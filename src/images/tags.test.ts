import { expect, test } from 'vitest'
import { imageNames } from './tags.ts'

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
])('%s', (_, destination, remote) => {
  expect(imageNames('python', full, destination)).toEqual({
    pinned: 'hal/python:3f9c2a1',
    latest: 'hal/python:latest',
    remote,
  })
})
