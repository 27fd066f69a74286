import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BuilderPerson } from '../rigs/builder-person.ts'
import { type BuildxConfig, buildxConfig } from '../rigs/buildx.ts'
import { busyboxImage, type MadeImage } from '../rigs/busybox.ts'
import type { Ran } from '../rigs/hal.ts'
import { type OwnEngine, startOwnEngine } from '../rigs/own-engine.ts'
import { type Registry, startRegistry } from '../rigs/registry.ts'

/** One that keeps its images in containerd, so that it builds for several platforms and exports caches; and a registry in its network: the rest of the world is out of reach. */
let engine: OwnEngine
let registry: Registry
let buildx: BuildxConfig
let base: MadeImage
let person: BuilderPerson
const opened = new AsyncDisposableStack()
beforeAll(async () => {
  buildx = opened.use(await buildxConfig())
  base = opened.use(await busyboxImage('several-platforms'))
  registry = opened.use(await startRegistry())
  engine = opened.use(await startOwnEngine({ isLiveRestore: false, images: [base.reference], isNewer: true }))
  await registry.kill()
  await registry.start(engine.inside())
  const env = { ...buildx.env, DOCKER_HOST: engine.address, IMG_REGISTRY: registry.host }
  person = opened.use(new BuilderPerson(env))
})
afterAll(() => opened.disposeAsync())

const hal = (...args: readonly string[]): Promise<Ran> => person.hal(args, { within: engine.inside() })
const docker = async (...args: readonly string[]): Promise<string> => {
  const [program = '', ...words] = [...engine.inside(), 'docker', '--host', engine.address, ...args]
  return (await execa(program, words, { env: buildx.env })).stdout
}
const both = ['--platform', 'linux/amd64,linux/arm64'] as const

test('one name has the image of each platform, and built again, nothing is', async () => {
  const low = person.profile('low', { from: 'scratch' }, ['ARG TARGETARCH', 'COPY of-$TARGETARCH /platform'])
  for (const platform of ['amd64', 'arm64'])
    person.write(`.hal/profiles/${low}/of-${platform}`, `made for ${platform}`)
  const high = person.profile('high', { parent: low }, ['COPY Dockerfile /high'])
  const first = await hal('build-profiles', high, '--push', ...both)
  expect(first).toMatchObject({ stderr: '', exitCode: 0 })
  expect(first.stdout).toMatch(
    new RegExp(`^${high}: [0-9.]+s {2}linux/amd64, linux/arm64 {2}[0-9a-f]{7}$`, 'm'),
  )
  const { images } = JSON.parse(readFileSync(join(person.home, 'hal-images.lock.json'), 'utf8'))
  const { repository, digest, tags } = images[high]
  for (const tag of tags)
    expect(await docker('buildx', 'imagetools', 'inspect', `${repository}:${tag}`)).toContain(digest)
  for (const platform of ['amd64', 'arm64']) {
    await docker('pull', '--quiet', '--platform', `linux/${platform}`, `${repository}@${digest}`)
    const id = await docker('create', '--platform', `linux/${platform}`, `${repository}@${digest}`, 'none')
    expect(await docker('cp', `${id}:/platform`, '-')).toContain(`made for ${platform}`)
    await docker('rm', id)
  }
  const again = await hal('build-profiles', high, '--push', ...both)
  expect(again).toMatchObject({ stderr: '', exitCode: 0 })
  expect(again.stdout).toMatch(new RegExp(`^${high}: unchanged`, 'm'))
  expect(again.stdout).toContain(`already there ${repository}:latest ${digest}`)
})

test('steps that were left in a registry are taken from there by an engine that has none of them', async () => {
  const name = person.profile('cached', { from: base.reference }, [
    'RUN head -c 9 /dev/urandom | base64 > /made',
  ])
  const made = async (...options: readonly string[]): Promise<string> => {
    const built = await hal('build-profiles', name, ...options)
    expect(built).toMatchObject({ stderr: '', exitCode: 0 })
    const said = await docker(
      'run',
      '--rm',
      `hal/${name}:latest`,
      '/bin/sh',
      '-c',
      'read -r it < /made; echo $it',
    )
    await docker('image', 'rm', '--force', ...(await docker('image', 'ls', '-q', `hal/${name}`)).split('\n'))
    await docker('builder', 'prune', '--all', '--force')
    return said
  }
  const first = await made('--cache-to', 'registry')
  expect(first).toMatch(/^\S{12}$/)
  const from = `type=registry,ref=${registry.host}/hal-{name}`
  expect(await made('--cache-from', `${from}:cache`)).toBe(first)
  expect(await made('--cache-from', `${from}:not-there`)).not.toBe(first)
})

test('an image has one size, whichever command says it, though its engine keeps it packed', async () => {
  const below = person.profile('below', { from: base.reference }, ['RUN head -c 40000000 /dev/zero > /zeros'])
  const above = person.profile('above', { parent: below }, ['RUN head -c 20000000 /dev/zero > /more'])
  // Through buildx: what this engine is sent otherwise, it can't read.
  const built = await hal('build-profiles', above, '--cache-from', 'type=local,src=/none')
  expect(built).toMatchObject({ stderr: '', exitCode: 0 })
  expect(built.stdout).toMatch(new RegExp(`^${above}: [0-9.]+s {2}59M {2}[0-9a-f]{7}$`, 'm'))
  expect((await hal('images', 'list')).stdout).toMatch(new RegExp(`^${above} +fresh +59M `, 'm'))
  expect((await hal('profiles', 'show', above)).stdout).toMatch(/^size +59M$/m)
  const sizes = (await hal('images', 'sizes')).stdout
  expect(sizes).toMatch(new RegExp(`^${above} +59M +19M +40M `, 'm'))
  expect(sizes).toContain('2 images: 59M on the disk, 99M if each stood alone\n')
})

test('an engine that can’t read what it is sent to build says so, and what to do', async () => {
  const name = person.profile('unread', { from: base.reference }, ['RUN true'])
  const { stderr, exitCode } = await hal('build-profiles', name)
  expect(exitCode).toBe(3)
  expect(stderr).toContain(`hal: the engine could not read what it was sent to build: `)
  expect(stderr).toContain('Update Docker, or turn off its setting')
})
