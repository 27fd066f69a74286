import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findLogin, registryOf } from './credentials.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hal-test-images-login-'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(dir, { recursive: true })
})

test.each([
  ['python', 'docker.io'],
  ['acme/python:3', 'docker.io'],
  ['ghcr.io/acme/python', 'ghcr.io'],
  ['127.0.0.1:5000/python:3', '127.0.0.1:5000'],
  ['localhost/python', 'localhost'],
])('%s comes from %s', (reference, host) => {
  expect(registryOf(reference)).toBe(host)
})

test('a login that docker keeps in its file is found, a colon in its password too', async () => {
  await config({ auths: { 'ghcr.io': { auth: base64('ada:pass:word') } } })
  expect(await findLogin('ghcr.io', dir)).toEqual({
    username: 'ada',
    password: 'pass:word',
    serveraddress: 'ghcr.io',
  })
  expect(await findLogin('other.io', dir)).toBeUndefined()
})

test('a login for Docker Hub is found by the name docker gives it', async () => {
  await config({ auths: { 'https://index.docker.io/v1/': { auth: base64('ada:x') } } })
  expect(await findLogin('docker.io', dir)).toMatchObject({ username: 'ada' })
})

test('a credential helper is asked first, for the host on its stdin, and an absent one is no login', async () => {
  const helper = join(dir, 'docker-credential-haltest')
  await writeFile(helper, '#!/bin/sh\nread host\nprintf \'{"Username":"%s","Secret":"s"}\' "$host"\n')
  await chmod(helper, 0o755)
  vi.stubEnv('PATH', `${dir}${delimiter}${process.env['PATH']}`)
  await config({ credsStore: 'absent', credHelpers: { 'ghcr.io': 'haltest' } })
  expect(await findLogin('ghcr.io', dir)).toMatchObject({ username: 'ghcr.io', password: 's' })
  expect(await findLogin('other.io', dir)).toBeUndefined()
})

test('without a config, or with a broken one, nobody is logged in', async () => {
  expect(await findLogin('ghcr.io', dir)).toBeUndefined()
  await writeFile(join(dir, 'config.json'), '{')
  expect(await findLogin('ghcr.io', dir)).toBeUndefined()
})

const config = (content: object): Promise<void> =>
  writeFile(join(dir, 'config.json'), JSON.stringify(content))
const base64 = (text: string): string => Buffer.from(text).toString('base64')
