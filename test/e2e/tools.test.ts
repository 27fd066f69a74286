import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { docker, dockerTry, Person } from '../rigs/hal.ts'
import { type NpmRegistry, startNpmRegistry } from '../rigs/npm-registry.ts'

interface ToolsJson {
  readonly name: string
  readonly version: string | null
  readonly fingerprint: string
  readonly isCurrent: boolean
  readonly isBuilt: boolean
  readonly volume: string | null
  readonly workers: readonly string[]
}

let person: Person
let registry: NpmRegistry
const made = new Map<string, string>()

beforeAll(async () => {
  registry = await startNpmRegistry()
  person = new Person({ HAL_BUILD_NPM_REGISTRY: registry.address })
})
afterAll(async () => {
  for (const [fingerprint, volume] of made) {
    const short = fingerprint.slice(0, 7)
    await dockerTry('rm', `hal.tools-codex.${short}`)
    await dockerTry('volume', 'rm', volume)
    await dockerTry('image', 'rm', `hal/tools-codex:${short}`)
  }
  await person[Symbol.asyncDispose]()
  await registry[Symbol.asyncDispose]()
})

/** As Codex is published, with a program that says which one it is; answers the sums. */
async function publish(version: string): Promise<Readonly<Record<string, string>>> {
  const files = {
    'vendor/any/bin/codex': `#!/bin/sh\necho codex ${version} of ${person.tag}\n`,
    'vendor/any/codex-package.json': '{}',
    'vendor/any/codex-path/rg': 'its own',
    'vendor/any/codex-resources/bwrap': 'its own',
  }
  const sumOf = (nodeArch: string) =>
    registry.publish({ package: '@openai/codex', version: `${version}-linux-${nodeArch}`, files })
  const sums = { amd64: await sumOf('x64'), arm64: await sumOf('arm64') }
  // What its maker calls the newest is the package for all.
  await registry.publish({ package: '@openai/codex', version, files })
  return sums
}

const pin = (version: string, sums: object): void => {
  mkdirSync(join(person.home, '.hal'), { recursive: true })
  writeFileSync(join(person.home, '.hal/pins.json'), JSON.stringify({ codex: { version, sums } }))
}

async function tools(name: string): Promise<readonly ToolsJson[]> {
  const { tools } = await person.json<{ readonly tools: readonly ToolsJson[] }>('tools', 'list')
  for (const { fingerprint, volume, name, version } of tools)
    if (name === 'codex' && version?.startsWith('0.9') === true && volume !== null)
      made.set(fingerprint, volume)
  return tools.filter((one) => one.name === name)
}
const current = async (name: string): Promise<ToolsJson | undefined> =>
  (await tools(name)).find(({ isCurrent }) => isCurrent)

const codexOf = (volume: string): Promise<string> =>
  docker(
    ...['run', '--rm', '--mount', `type=volume,src=${volume},dst=/tools,readonly`, 'debian:bookworm-slim'],
    '/tools/bin/codex',
  )

test('an agent’s tools are made when they are asked for, at the project’s version, and are then there', async () => {
  pin('0.900.0', await publish('0.900.0'))
  expect(await current('codex')).toMatchObject({ version: '0.900.0', isBuilt: false, volume: null })
  const before = await person.ok('tools', 'list')
  expect(before).toMatch(/^TOOLS +VERSION +STATE +SIZE +WORKERS\n/)
  expect(before).toMatch(/^codex +0\.900\.0 +not built +Codex$/m)
  expect(await person.ok('tools', 'build', 'codex')).toMatch(/^codex is ready {3}\S+\n$/)
  expect(await person.ok('tools', 'list')).toMatch(/^codex +0\.900\.0 +ready +\d+M +Codex$/m)
  const { volume } = (await current('codex')) ?? {}
  expect(await codexOf(volume ?? '')).toBe(`codex 0.900.0 of ${person.tag}`)
})

test('a newer version stands beside the older one', async () => {
  const before = await current('codex')
  await publish('0.901.0')
  expect(await person.ok('tools', 'upgrade', 'codex', '--dry-run')).toContain('codex 0.900.0 → 0.901.0\n')
  const upgraded = await person.ok('tools', 'upgrade', 'codex')
  expect(upgraded).toMatch(/^codex 0\.900\.0 → 0\.901\.0\nwrote .*\n.*hal tools build codex\n$/)
  const pins: unknown = JSON.parse(readFileSync(join(person.home, '.hal/pins.json'), 'utf8'))
  expect(pins).toMatchObject({ codex: { version: '0.901.0' } })
  await person.ok('tools', 'build', 'codex')
  const after = await current('codex')
  expect(await codexOf(before?.volume ?? '')).toBe(`codex 0.900.0 of ${person.tag}`)
  expect(await codexOf(after?.volume ?? '')).toBe(`codex 0.901.0 of ${person.tag}`)
  expect(await tools('codex')).toContainEqual({ ...before, isCurrent: false })
})

test('what workers have is named with them, and stays', async () => {
  const name = await person.start('ada')
  const before = await current('base')
  expect(before?.workers).toContain(name)
  const codex = await current('codex')
  await person.ok('tools', 'prune')
  expect([await current('base'), await current('codex')]).toEqual([before, codex])
  await person.ok('rm', name, '--force')
})

test('what can’t be fetched is said, and keeps nothing else from being made', async () => {
  pin('0.999.0', {})
  const { stdout, stderr, exitCode } = await person.hal(['tools', 'build', 'codex', 'base'])
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/^base is ready/)
  expect(stderr).toContain("the tools of codex can't be fetched.")
  expect(stderr).toContain(`codex can't be had from ${registry.address}/@openai/codex/-/codex-0.999.0-linux-`)
})

test('an agent that nobody knows is answered with those there are', async () => {
  const { stderr, exitCode } = await person.hal(['tools', 'build', 'codx'])
  expect(exitCode).toBe(5)
  expect(stderr).toContain('there are no tools for an agent "codx".')
  expect(stderr).toContain('Did you mean codex? There are claude, codex, copilot, cursor, gemini, opencode.')
})
