import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { type Catalogue, findProfile, loadCatalogue } from './catalogue.ts'
import type { Profile } from './profile.ts'
import { profileFiles, profilesDir } from './profiles.fixture.ts'
import { findDevcontainers } from './project-profiles.ts'

/** The profiles of hal and of a project with these files. */
async function project(files: Readonly<Record<string, string>>) {
  const folder = await mkdtemp(join(tmpdir(), 'hal-test-'))
  const shipped = await profilesDir(profileFiles('base', { from: 'debian:12' }))
  for (const [path, text] of Object.entries({ '.git/HEAD': '', ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return {
    folder,
    catalogue: async (): Promise<Catalogue> => {
      const devcontainers = findDevcontainers(folder, '/home/nobody')
      const loaded = await loadCatalogue({ packageDir: shipped.packageDir, devcontainers })
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.failure))
      return loaded.value
    },
    [Symbol.asyncDispose]: async () => {
      await shipped[Symbol.asyncDispose]()
      await rm(folder, { recursive: true })
    },
  }
}

/** What a devcontainer.json makes of the profile `devcontainer`, or why it can't. */
async function made(json: string | object, files: Readonly<Record<string, string>> = {}) {
  const text = typeof json === 'string' ? json : JSON.stringify(json)
  await using own = await project({ ...files, '.devcontainer/devcontainer.json': text })
  const found = findProfile(await own.catalogue(), 'devcontainer')
  return found.ok ? { ...found.value, dir: found.value.dir.replace(own.folder, '') } : found.failure
}

const generated = (profile: object): readonly string[] =>
  ((profile as Profile).generated['.hal/Dockerfile'] ?? '').split('\n')

test('an image with variables is a profile; comments and trailing commas are read', async () => {
  const profile = await made(`{
    // what it is called
    "name": "my project",
    "image": "debian:bookworm-slim", /* small */
    "containerEnv": { "SAID": "a \\"b\\" $c \\\\", "WHERE": "\${containerWorkspaceFolder}/x" },
    "remoteEnv": { "PATH": "\${containerEnv:PATH}:/opt/bin", "OR": "\${containerEnv:NONE:else}" },
  }`)
  expect(profile).toMatchObject({
    ...{ name: 'devcontainer', description: 'my project', warnings: [] },
    parent: { kind: 'image', reference: 'debian:bookworm-slim' },
  })
  expect(generated(profile)).toEqual([
    'ARG PARENT',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's own.
    'FROM ${PARENT}',
    String.raw`ENV SAID="a \"b\" \$c \\"`,
    'ENV WHERE="/workspace/x"',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's own.
    'ENV PATH="${PATH}:/opt/bin"',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Docker's own.
    'ENV OR="${NONE:-else}"',
    '',
  ])
})

test('a build has its Dockerfile, its args and its stage', async () => {
  const dockerfile = 'ARG V=11\nFROM debian:$V AS one\nCOPY a /a\nFROM one AS two\n'
  const build = { dockerfile: '../docker/Dockerfile', context: '..', args: { V: '12' }, target: 'one' }
  const profile = await made({ build }, { 'docker/Dockerfile': dockerfile })
  expect(profile).toMatchObject({
    ...{ dir: '', args: { V: '12' }, target: undefined },
    parent: { kind: 'image', reference: 'debian:12' },
  })
  expect(generated(profile)).toEqual([...dockerfile.split('\n'), 'FROM one', ''])
})

test('one that takes no files is not made stale by the project’s', async () => {
  const files = { '.devcontainer/Dockerfile': 'FROM debian:12\nCOPY --from=golang:1 /go /go\n' }
  const legacy = { dockerFile: 'Dockerfile', context: '..' }
  expect(await made(legacy, files)).toMatchObject({
    dir: expect.stringMatching(/docker\/build\/no-context$/),
  })
  const mounted = { '.devcontainer/Dockerfile': 'FROM debian:12\nRUN --mount=target=/src ls /src\n' }
  expect(await made(legacy, mounted)).toMatchObject({ dir: '' })
})

test('its commands run once, in their order', async () => {
  const profile = await made({
    image: 'debian:12',
    postCreateCommand: { b: 'npm ci && echo "it\'s"', a: ['echo', 'a b'] },
    onCreateCommand: 'true',
  })
  expect((profile as Profile).generated['.hal/first-start']).toBe(
    [
      '#!/bin/sh',
      '# From devcontainer.json: what a new worker runs once, in its workspace.',
      'set -e',
      `printf '%s\\n' '+ true'`,
      `/bin/sh -c 'true'`,
      `printf '%s\\n' '+ npm ci && echo "it'\\''s"'`,
      `/bin/sh -c 'npm ci && echo "it'\\''s"'`,
      `printf '%s\\n' '+ echo a b'`,
      `'echo' 'a b'`,
      '',
    ].join('\n'),
  )
  expect(generated(profile)).toContain('COPY .hal/first-start /etc/hal/first-start')
})

test('what is not taken over is named, and nothing of the machine is filled in', async () => {
  const profile = await made({
    image: 'debian:12',
    ...{ features: { 'ghcr.io/x': {} }, runArgs: ['--privileged'], privileged: true, capAdd: [] },
    ...{ remoteUser: 'vscode', forwardPorts: [3000], 'odd\u001b[31m': 1, initializeCommand: 'rm -rf ~' },
    ...{ mounts: ['source=/,target=/host,type=bind'], customizations: { vscode: {} } },
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: its own.
    containerEnv: { TOKEN: '${localEnv:TOKEN}', LINES: 'a\nRUN b' },
    postCreateCommand: 'cp ${localWorkspaceFolder}/x y',
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: its own.
  })
  expect(profile).toMatchObject({
    warnings: [
      'devcontainer.json: hal leaves out features, runArgs, privileged, remoteUser (a worker runs as you), ' +
        'forwardPorts (workers publish no ports), odd, initializeCommand (nothing of a project runs on your machine), ' +
        // biome-ignore lint/suspicious/noTemplateCurlyInString: its own.
        'mounts (only your own config mounts), containerEnv.TOKEN (${localEnv:TOKEN}), containerEnv.LINES (several lines), ' +
        // biome-ignore lint/suspicious/noTemplateCurlyInString: its own.
        'postCreateCommand (${localWorkspaceFolder})',
    ],
  })
  expect(generated(profile)).toHaveLength(3)
})

test.each([
  ['a compose file', { dockerComposeFile: 'x.yml', service: 'app' }, { path: 'dockerComposeFile' }],
  ['neither image nor build', { name: 'x' }, { path: '', got: 'neither' }],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: its own.
  ['an image by a variable of the machine', { image: '${localEnv:IMG}' }, { path: 'image' }],
  ['a number as an arg', { build: { dockerfile: 'D', args: { V: 1 } } }, { path: 'build.args.V', got: '1' }],
  ['a stage that is more', { build: { dockerfile: 'D', target: 'a\nRUN b' } }, { path: 'build.target' }],
  [
    'a variable’s name that is more',
    { image: 'x', containerEnv: { 'A=1 B': '' } },
    { path: 'containerEnv.A=1 B' },
  ],
  ['an image that is none', { image: 'go lang' }, { path: 'image', got: '"go lang"' }],
  ['a command that is a number', { image: 'x', postCreateCommand: [1] }, { path: 'postCreateCommand[0]' }],
  ['text that is no JSON', '{ image', { expected: 'JSON', got: expect.stringMatching(/^what is none \(/) }],
])('%s is refused with its place, to whoever asks for it alone', async (_, json, facts) => {
  expect(await made(json)).toMatchObject({
    reason: 'bad-profile',
    file: expect.stringMatching(/\.devcontainer\/devcontainer\.json$/),
    ...facts,
  })
})

test('a build reaches no file outside of the project, through links neither', async () => {
  const files = { '.devcontainer/Dockerfile': 'FROM debian:12\nCOPY . /all\n' }
  const refused = { reason: 'bad-profile', path: 'build.context', expected: 'a path inside of the project' }
  expect(await made({ build: { dockerfile: 'Dockerfile', context: '../..' } }, files)).toMatchObject(refused)
  const json = JSON.stringify({ build: { dockerfile: 'Dockerfile', context: 'link' } })
  await using own = await project({ ...files, '.devcontainer/devcontainer.json': json })
  await symlink('/etc', join(own.folder, '.devcontainer/link'))
  expect(findProfile(await own.catalogue(), 'devcontainer')).toMatchObject({ failure: refused })
})

test('one in a folder of its own has that name; the project’s others are still there', async () => {
  await using own = await project({
    '.devcontainer.json': '{"image": "two"}',
    '.devcontainer/devcontainer.json': '{"image": "one"}',
    '.devcontainer/My Go/devcontainer.json': '{"image": "three"}',
    '.devcontainer/compose/devcontainer.json': '{"dockerComposeFile": "x"}',
  })
  const images = [...(await own.catalogue()).values()].map(({ name, parent }) => [name, parent])
  expect(images).toEqual([
    ['base', { kind: 'image', reference: 'debian:12' }],
    ['devcontainer', { kind: 'image', reference: 'one' }],
    ['devcontainer-my-go', { kind: 'image', reference: 'three' }],
  ])
})
