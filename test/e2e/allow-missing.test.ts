import { afterEach, beforeEach, expect, test } from 'vitest'
import { BuilderPerson } from '../rigs/builder-person.ts'
import { docker } from '../rigs/hal.ts'
import { startNpmRegistry } from '../rigs/npm-registry.ts'

let person: BuilderPerson
beforeEach(() => {
  person = new BuilderPerson()
})
afterEach(() => person[Symbol.asyncDispose]())

test('a tool that can’t be reached is said with its step and address; without it, the image says what it lacks', async () => {
  await using registry = await startNpmRegistry()
  for (const name of ['own-x64', 'own-arm64'])
    await registry.publish({ package: name, version: '1.0.0', files: { own: '#!/bin/sh\necho 1.0.0\n' } })
  person.write('.hal/pins.json', { own: { version: '1.0.0' }, gone: { version: '2.0' } })
  const name = person.profile('lacking', {
    ...{ from: 'debian:bookworm-slim', packages: ['ca-certificates', 'curl'] },
    fetch: {
      own: { npm: 'own-{node-arch}', put: { 'package/own': '/usr/local/bin/own' } },
      gone: {
        ...{ url: 'https://127.0.0.1:9/gone-{version}', put: { '.': '/usr/local/bin/gone' } },
        optional: true,
      },
    },
    promises: { own: 'pinned', gone: 'pinned', curl: '7.88' },
  })
  const env = { HAL_BUILD_NPM_REGISTRY: registry.address }
  const failed = await person.hal(['build-profiles', name], { env })
  expect(failed.exitCode).toBe(1)
  expect(failed.stderr).toMatch(
    new RegExp(`^hal: ${name}: the build failed at \\[4/6\\] fetch gone, with `, 'm'),
  )
  expect(failed.stderr).toContain("gone can't be had from https://127.0.0.1:9/gone-2.0\n")
  expect(failed.stderr).toMatch(/^hal: images can do without gone: --allow-missing builds them so\.$/m)

  const built = await person.hal(['build-profiles', name, '--allow-missing'], { env })
  expect(built).toMatchObject({
    ...{ exitCode: 0 },
    stderr: `hal: ${name}: without gone, which could not be reached when it was built.\n`,
  })
  const label = (key: string) =>
    docker('image', 'inspect', `hal/${name}:latest`, '--format', `{{index .Config.Labels "dev.hal.${key}"}}`)
  expect(await label('missing')).toBe('gone')
  expect((await label('capabilities')).split(',').sort()).toEqual(['curl=7.88', 'own=1.0.0'])
  expect(await docker('run', '--rm', `hal/${name}:latest`, 'own')).toBe('1.0.0')

  expect(await person.ok('images', 'list')).toMatch(
    new RegExp(`^${name} +fresh +\\d+M +\\d+[smh] +without gone, which a build tries again`, 'm'),
  )
  const dry = await person.hal(['build-profiles', name, '--dry-run'], { env })
  expect(dry.stdout).toContain('without gone, which is tried again')
  const again = await person.hal(['build-profiles', name], { env })
  expect(again.exitCode).toBe(0)
  expect(again.stderr).toContain(
    `hal: ${name}: tried gone again, which still can't be reached: left as it was.`,
  )
})
