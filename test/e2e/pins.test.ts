import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetImages } from '../rigs/forget-images.ts'
import { docker, dockerTry, Person } from '../rigs/hal.ts'
import { startNpmRegistry } from '../rigs/npm-registry.ts'
import { startWholeWeb } from '../rigs/whole-web.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(async () => {
  const { owner } = person
  await person[Symbol.asyncDispose]()
  await forgetImages(owner)
})

const write = (path: string, json: object): string => {
  const file = join(person.home, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, `${JSON.stringify(json, undefined, 2)}\n`)
  return file
}

/** A profile of the project that fetches these tools; answers its name. */
const profile = (fetch: object): string => {
  const name = `${person.owner}-pinned`
  const facts = { from: 'debian:bookworm-slim', packages: ['ca-certificates', 'curl'], fetch }
  write(`.hal/profiles/${name}/profile.json`, facts)
  return name
}
const arch = { npm: 'own-{node-arch}', put: { 'package/own': '/usr/local/bin/own' } }
const says = (words: string) => ({ own: `#!/bin/sh\necho ${words}\n` })

test('what is newer in the registry is said, pinned with its sums, and in the next image', async () => {
  await using registry = await startNpmRegistry()
  for (const version of ['1.0.0', '1.1.0'])
    for (const name of ['own-x64', 'own-arm64'])
      await registry.publish({ package: name, version, files: says(version) })
  // Neither is there for both.
  await registry.publish({ package: 'own-x64', version: '1.2.0', files: says('1.2.0') })
  await registry.publish({ package: 'own-arm64', version: '1.3.0', files: says('1.3.0') })
  const name = profile({ own: arch })
  const file = write('.hal/pins.json', { own: { note: 'kept', version: '1.0.0' }, other: { version: '7' } })
  const env = { HAL_BUILD_NPM_REGISTRY: `${registry.address}/` }

  const asked = await person.hal(['images', 'outdated', 'own', 'other'], { env })
  expect(asked).toMatchObject({ exitCode: 1, stderr: '' })
  expect(asked.stdout).toMatch(
    new RegExp(
      [
        '^TOOL +PINNED +NEWEST +WHERE +USED BY',
        `own +1\\.0\\.0 +1\\.1\\.0 +npm +${name}`,
        'other +7 +not asked +no place to ask',
        ' {2}to pin the newest: hal images upgrade own\n$',
      ].join('\n'),
    ),
  )
  const before = readFileSync(file, 'utf8')
  const dry = await person.hal(['images', 'upgrade', 'own', '--dry-run'], { env })
  expect(dry).toMatchObject({ exitCode: 0, stdout: `own 1.0.0 → 1.1.0\nwould write ${file}\n` })
  expect(readFileSync(file, 'utf8')).toBe(before)

  const asJson = await person.hal(['images', 'upgrade', 'own', '--dry-run', '--json'], { env })
  expect(JSON.parse(asJson.stdout)).toMatchObject({
    ...{ version: 1, file, isWritten: false, left: [] },
    changes: [{ tool: 'own', from: '1.0.0', to: '1.1.0' }],
  })
  expect(readFileSync(file, 'utf8')).toBe(before)

  const upgraded = await person.hal(['images', 'upgrade', 'own'], { env })
  expect(upgraded).toMatchObject({
    exitCode: 0,
    stdout: `own 1.0.0 → 1.1.0\nwrote ${file}\n  to have it in images: hal build-profiles ${name} --with-dependents\n`,
  })
  const sum = expect.stringMatching(/^sha512-/)
  const written: Record<string, object> = JSON.parse(readFileSync(file, 'utf8'))
  expect(written).toEqual({
    own: { note: 'kept', version: '1.1.0', sums: { amd64: sum, arm64: sum } },
    other: { version: '7' },
  })
  expect(Object.keys(written)).toEqual(['own', 'other'])
  expect(Object.keys(written['own'] ?? {})).toEqual(['note', 'version', 'sums'])
  expect(await person.hal(['images', 'outdated', 'own'], { env })).toMatchObject({ exitCode: 0 })
  expect(await person.hal(['images', 'upgrade', 'own'], { env })).toMatchObject({
    stdout: 'nothing to upgrade\n',
  })

  // A version that is named is taken, an older one too, with its sums.
  expect(await person.hal(['images', 'upgrade', 'own@1.0.0', '--dry-run'], { env })).toMatchObject({
    exitCode: 0,
    stdout: `own 1.1.0 → 1.0.0   without a sum (a dry run downloads nothing)\nwould write ${file}\n`,
  })
  const newer = JSON.parse(readFileSync(file, 'utf8')).own.sums
  expect(await person.hal(['images', 'upgrade', 'own@1.0.0'], { env })).toMatchObject({ exitCode: 0 })
  const older = JSON.parse(readFileSync(file, 'utf8')).own
  expect(older).toMatchObject({ version: '1.0.0', sums: { amd64: sum, arm64: sum } })
  expect(older.sums).not.toEqual(newer)
  const absent = await person.hal(['images', 'upgrade', 'own@9.9.9'], { env })
  expect(absent).toMatchObject({ exitCode: 1, stdout: 'nothing was upgraded\n' })
  expect(absent.stderr).toMatch(/^hal: own stays: \S+: it answers 404\.\n$/)
  const wrong = await person.hal(['images', 'upgrade', 'own@1 0'], { env })
  expect(wrong).toMatchObject({ exitCode: 2, stdout: '' })
  await person.hal(['images', 'upgrade', 'own'], { env })

  // Held to the sum, from the mirror, of which the image knows nothing.
  expect(await person.hal(['build-profiles', name], { env })).toMatchObject({ exitCode: 0 })
  expect(await docker('run', '--rm', `hal/${name}:latest`, 'own')).toBe('1.1.0')
  expect(await docker('history', '--no-trunc', `hal/${name}:latest`)).not.toContain(registry.address)
  expect(await person.ok('profiles', 'show', name)).toMatch(/^state +fresh$/m)
})

test('a registry that does not answer is said with its address, and nothing is written', async () => {
  profile({ own: arch })
  const file = write('.hal/pins.json', { own: { version: '1.0.0' } })
  const before = readFileSync(file, 'utf8')
  const env = { HAL_BUILD_NPM_REGISTRY: 'http://127.0.0.1:9' }
  const asked = await person.hal(['images', 'outdated', 'own'], { env })
  expect(asked.exitCode).toBe(3)
  expect(asked.stdout).toMatch(/^own +1\.0\.0 +no answer +127\.0\.0\.1:9 /m)
  expect(asked.stderr).toBe(
    'hal: own: no answer from http://127.0.0.1:9/own-x64: nothing listens there.\n' +
      '     What is newest of own is not known. Check the way there (the network, HTTPS_PROXY), then repeat the command.\n',
  )
  expect(await person.hal(['images', 'upgrade', 'own'], { env })).toEqual({
    exitCode: 1,
    stdout: 'nothing was upgraded\n',
    stderr: 'hal: own stays: http://127.0.0.1:9/own-x64: nothing listens there.\n',
  })
  expect(readFileSync(file, 'utf8')).toBe(before)
})

test('a line keeps a tool on it, and releases that were taken back are passed over', async () => {
  await using registry = await startNpmRegistry()
  for (const version of ['1.9.0', '1.10.0', '1.11.0-rc.1', '2.0.0'])
    await registry.publish({ package: '@me/own', version, files: says(version) })
  await registry.publish({ package: '@me/own', version: '1.12.0', files: {}, deprecated: 'broken' })
  await registry.publish({ package: '@me/own', version: '3.0.0', files: {} })
  profile({ own: { npm: '@me/own', put: { 'package/own': '/usr/local/bin/own' } } })
  const newest = async (line?: string) => {
    write('.hal/pins.json', { own: { version: '1.9.0', ...(line && { line }) } })
    const { stdout } = await person.hal(['images', 'outdated', 'own', '--json'], {
      env: { npm_config_registry: registry.address },
    })
    return JSON.parse(stdout).tools[0].newest.version
  }
  expect(await newest()).toBe('3.0.0')
  expect(await newest('1')).toBe('1.10.0')
  expect(await newest('2')).toBe('2.0.0')
})

test('makers are asked through the company’s proxy, trusting its authority; sums are made of what they publish', async () => {
  const hosts = ['api.github.com', 'github.com', 'files.github.com', 'dl.example.com']
  await using web = await startWholeWeb(hosts)
  const env = { HTTPS_PROXY: web.proxy, HAL_BUILD_CA_BUNDLE: web.caFile }
  const put = { '.': '/usr/local/bin/x' }
  const onGithub = 'https://github.com/me/cli/releases/download/cli-{version}/cli-{machine}'
  profile({
    cli: { url: onGithub, put },
    told: { url: 'https://dl.example.com/{version}/told', put },
    gone: { url: 'https://gone.example.com/{version}/gone', put },
    half: { url: 'https://dl.example.com/{version}/half-{arch}', put },
  })
  const newest = 'https://dl.example.com/stable.txt'
  const file = write('.hal/pins.json', {
    cli: { version: '1.0.0', sums: { amd64: `sha512-${Buffer.alloc(64).toString('base64')}` } },
    told: { version: '1.34.1', newest },
    gone: { version: '1.0', newest },
    half: { version: '1.0', newest },
  })
  web.pages.set('api.github.com/repos/me/cli/releases/latest', { body: '{"tag_name":"cli-2.0.0"}' })
  web.pages.set('github.com/me/cli/releases/download/cli-2.0.0/cli-x86_64', {
    ...{ status: 302, location: 'https://files.github.com/cli' },
  })
  web.pages.set('files.github.com/cli', { body: 'the archive' })
  web.pages.set('dl.example.com/stable.txt', { body: 'v1.35.0\n' })
  web.pages.set('dl.example.com/1.35.0/told', { body: 'told' })
  web.pages.set('dl.example.com/1.35.0/half-amd64', { body: 'half' })

  const asked = await person.hal(['images', 'outdated', 'cli', 'told'], { env })
  expect(asked.stdout).toMatch(/^cli +1\.0\.0 +2\.0\.0 +GitHub releases /m)
  expect(asked.stdout).toMatch(/^told +1\.34\.1 +1\.35\.0 +dl\.example\.com /m)
  const upgraded = await person.hal(['images', 'upgrade', 'cli', 'told', 'gone', 'half'], { env })
  expect(upgraded.exitCode).toBe(1)
  expect(upgraded.stdout).toContain('cli 1.0.0 → 2.0.0\n')
  // What can't be reached from here may be from a build; what its maker hasn't published for all isn't out.
  expect(upgraded.stdout).toMatch(
    /^gone 1\.0 → 1\.35\.0 {3}without a sum \(https:\/\/gone\.example\.com\/1\.35\.0\/gone: /m,
  )
  expect(upgraded.stderr).toBe('hal: half stays: https://dl.example.com/1.35.0/half-arm64: it answers 404.\n')
  const sumOf = (text: string) => `sha512-${createHash('sha512').update(text).digest('base64')}`
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    cli: { version: '2.0.0', sums: { amd64: sumOf('the archive') } },
    told: { version: '1.35.0', newest, sums: { any: sumOf('told') } },
    gone: { version: '1.35.0', newest },
    half: { version: '1.0', newest },
  })
  // Without the authority nobody is believed.
  const { HAL_BUILD_CA_BUNDLE: _, ...without } = person.env
  expect(
    (
      await person.hal(['images', 'outdated', 'cli'], {
        env: { ...without, HTTPS_PROXY: web.proxy, HAL_BUILD_CA_BUNDLE: '' },
      })
    ).stderr,
  ).toContain('no answer from https://api.github.com/repos/me/cli/releases/latest: ')
})

test('outside of a project the person’s own pins are written, and hal’s never', async () => {
  const file = join(person.env['HOME'] ?? '', '.config/hal/pins.json')
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, '{"codex":{"version":"0.100.0"}}')
  const { stdout, stderr, exitCode } = await person.hal(['images', 'upgrade', 'codex'])
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
  expect(stdout).toContain(`wrote ${file}\n`)
  expect(existsSync(join(person.home, '.hal'))).toBe(false)
  const { codex } = JSON.parse(readFileSync(file, 'utf8'))
  expect(codex.version).not.toBe('0.100.0')
  expect(codex.sums).toMatchObject({ amd64: expect.stringMatching(/^sha512-/) })
})

test('what can’t be written or does not exist is said in a sentence', async () => {
  const taken = write('taken', {})
  write('.hal/pins.json', { codex: { version: '0.100.0' } })
  const unwritable = await person.hal(['images', 'upgrade', 'codex', '--file', join(taken, 'pins.json')])
  expect(unwritable).toMatchObject({ exitCode: 1, stdout: '' })
  expect(unwritable.stderr).toMatch(/^hal: .*taken\/pins\.json can't be written: /)
  expect((await person.hal(['images', 'upgrade', 'cladue@1.0'])).stderr).toContain('Did you mean claude?')
  const unknown = await person.hal(['images', 'outdated', 'cladue'])
  expect(unknown).toMatchObject({ exitCode: 5, stdout: '' })
  expect(unknown.stderr).toContain('Did you mean claude?')
})

test('a pin whose name is nearly that of a tool is said, and keeps nobody from building', async () => {
  write('.hal/pins.json', { cladue: { version: '1.0' }, elsewhere: { version: '2' } })
  const name = profile({})
  const { exitCode, stderr } = await person.hal(['build-profiles', name])
  expect(exitCode).toBe(0)
  expect(stderr).toContain('the pin of cladue is used by no profile: did you mean claude?\n')
  expect(stderr).not.toContain('elsewhere')
})

test('what one image fetched, the next one needs not fetch again', async () => {
  const env: Record<string, string> = {}
  {
    await using registry = await startNpmRegistry()
    env['HAL_BUILD_NPM_REGISTRY'] = registry.address
    for (const name of ['own-x64', 'own-arm64'])
      await registry.publish({ package: name, version: '1.0.0', files: says(person.owner) })
    write('.hal/pins.json', { own: { version: '0' } })
    const name = profile({ own: arch })
    await person.hal(['images', 'upgrade', 'own'], { env })
    expect(await person.hal(['build-profiles', name], { env })).toMatchObject({ exitCode: 0 })
  }
  const name = profile({ own: { ...arch, put: { 'package/own': '/usr/local/bin/elsewhere' } } })
  expect(await person.hal(['build-profiles', name], { env })).toMatchObject({ exitCode: 0 })
  const { stdout } = await dockerTry('run', '--rm', `hal/${name}:latest`, 'elsewhere')
  expect(stdout).toBe(person.owner)
})
