import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetImages } from '../rigs/forget-images.ts'
import { docker, dockerTry, Person } from '../rigs/hal.ts'

let person: Person
let profile: string
beforeEach(() => {
  person = new Person()
  profile = `devcontainer-${person.tag}`
})
afterEach(async () => {
  await person[Symbol.asyncDispose]()
  await forgetImages(profile)
})

const write = (path: string, text: string): void => {
  const file = join(person.home, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, text)
}

test('a project’s devcontainer is built, and its workers have what it says', async () => {
  write(
    `.devcontainer/${person.tag}/devcontainer.json`,
    `{
      "name": "the app", // as its editors show it
      "build": { "dockerfile": "Dockerfile", "context": "../..", "args": { "COLOUR": "red" }, "target": "dev" },
      "containerEnv": { "GREETING": "hello \\"you\\"" },
      "remoteEnv": { "PATH": "\${containerEnv:PATH}:/opt/app", "SECRET": "\${localEnv:SECRET}" },
      "postCreateCommand": { "one": ["touch", "made here"], "two": "echo $COLOUR > colour; exit 3" },
      "features": { "ghcr.io/devcontainers/features/go:1": {} },
      "customizations": { "vscode": { "extensions": ["x.y"] } },
    }`,
  )
  const steps = [
    ...['FROM debian:bookworm-slim AS dev', 'ARG COLOUR', 'ENV COLOUR=$COLOUR'],
    ...['COPY app.sh /opt/app/app', 'FROM dev AS other', 'ENV COLOUR=other', ''],
  ]
  write(`.devcontainer/${person.tag}/Dockerfile`, steps.join('\n'))
  write('app.sh', '#!/bin/sh\necho "the app says $GREETING"\n')
  chmodSync(join(person.home, 'app.sh'), 0o755)

  const leftOut = `devcontainer.json: hal leaves out features, remoteEnv.SECRET (\${localEnv:SECRET})`
  const env = { SECRET: 'of this machine' }
  expect(await person.hal(['profiles', 'show', profile])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^ +the app$/m),
    stderr: `hal: ${leftOut}.\n`,
  })
  const built = await person.hal(['build-profiles', profile], { env })
  expect(built).toMatchObject({ exitCode: 0, stderr: `hal: ${leftOut}.\n` })
  const name = person.name('dev')
  const started = await person.hal(['start', name, '--profile', profile], { env })
  expect(started.exitCode).toBe(0)
  expect(started.stderr).toContain(`hal: ${leftOut}\n`)

  await using terminal = person.terminal(['attach', name, '--window', 'shell'])
  await terminal.waitFor(/hal: a new worker’s commands ended with status 3/)
  expect(terminal.screen()).toContain('+ touch made here')
  expect(await person.ok('send', name, 'app; cat colour; test -e "made here"', '--capture')).toBe(
    'the app says hello "you"\nred\n',
  )
  expect(await dockerTry('history', '--no-trunc', `hal/${profile}:latest`)).not.toMatchObject({
    stdout: expect.stringContaining('of this machine'),
  })

  // Once in a worker's life.
  await person.ok('send', name, 'rm "made here"', '--capture')
  await person.ok('restart', name)
  expect((await person.hal(['send', name, 'test -e "made here"', '--capture'])).exitCode).toBe(1)

  // An agent that hal brings runs in it as nobody in particular, without a right, on a root that nobody can write.
  const coder = person.name('coder')
  await person.ok('start', coder, '--profile', profile, '--agent', 'codex', '--workspace', 'empty')
  const [{ Image, Mounts }] = JSON.parse(await docker('inspect', `hal-${coder}`))
  const tools = Mounts.find(({ Destination }: { Destination: string }) => Destination === '/tools').Name
  const said = await docker(
    ...['run', '--rm', '--read-only', '--user', '12345:0', '--cap-drop', 'ALL', '--network', 'none'],
    ...['--security-opt', 'no-new-privileges', '--tmpfs', '/tmp:exec', '--env', 'HOME=/tmp'],
    ...['--mount', `type=volume,src=${tools},dst=/tools,readonly`, Image, '/tools/bin/codex', '--version'],
  )
  expect(said).toMatch(/^codex\S* \d+\.\d+\.\d+/)

  expect(await person.ok('build-profiles', profile, '--dry-run')).toMatch(/^leave /)
  write('app.sh', '#!/bin/sh\necho other\n')
  expect(await person.ok('build-profiles', profile, '--dry-run')).toMatch(/^build /)
})

test('a devcontainer that hal can’t be is said, and in nobody’s way; a declared profile of its name counts', async () => {
  write(`.devcontainer/${person.tag}/devcontainer.json`, '{ "dockerComposeFile": "compose.yml" }')
  const asked = await person.hal(['build-profiles', profile])
  expect(asked).toMatchObject({ exitCode: 2, stdout: '' })
  expect(asked.stderr).toContain(
    'devcontainer.json, at dockerComposeFile: expected "image" or "build", as a profile is one image, got a compose file.',
  )
  expect((await person.hal(['profiles', 'show', profile])).exitCode).toBe(2)
  for (const verb of [
    ['profiles', 'list'],
    ['images', 'list'],
  ]) {
    const listed = await person.hal(verb)
    expect(listed).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^base /m) })
    expect(listed.stderr).toContain('devcontainer.json, at dockerComposeFile: expected')
  }
  const planned = await person.hal(['build-profiles', '--dry-run'])
  expect(planned).toMatchObject({ exitCode: 2, stdout: expect.stringMatching(/ base /) })
  expect(planned.stderr).toContain('devcontainer.json, at dockerComposeFile: expected')

  const declared = { description: 'the declared one', from: 'debian:bookworm-slim', packages: [] }
  write(`.hal/profiles/${profile}/profile.json`, JSON.stringify(declared))
  expect(await person.ok('profiles', 'show', profile)).toContain('the declared one')
})
