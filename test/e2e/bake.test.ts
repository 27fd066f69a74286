import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type BuildxConfig, buildxConfig } from '../rigs/buildx.ts'
import { forgetBuild } from '../rigs/forget-build.ts'
import { forgetImages } from '../rigs/forget-images.ts'
import { docker, Person } from '../rigs/hal.ts'
import { startRegistry } from '../rigs/registry.ts'

let person: Person
let buildx: BuildxConfig
beforeEach(async () => {
  person = new Person()
  buildx = await buildxConfig()
  mkdirSync(join(person.home, 'environments'))
  writeFileSync(join(person.home, 'hal.config.yaml'), 'profiles: [environments]\n')
})
afterEach(async () => {
  const { owner } = person
  await person[Symbol.asyncDispose]()
  await buildx[Symbol.asyncDispose]()
  await forgetImages(owner)
})

/** A profile of the project's own; answers its name, which no other test has. */
const profile = (short: string, facts: object): string => {
  const name = `${person.owner}-${short}`
  const dir = join(person.home, 'environments', name)
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'profile.json'), JSON.stringify(facts))
  return name
}
/** As buildx writes templates of its own. */
const template = ['a $', '{x} %', '{y}'].join('')
const onDebian = { from: 'debian:bookworm-slim' }

/** Two declared layers, one on the other, and one by hand on top. */
const three = (): readonly [low: string, high: string, hand: string] => {
  const low = profile('low.1', { ...onDebian, description: template, packages: ['jq'] })
  const high = profile('high', { parent: low, env: { SAID: 'a "b"' } })
  const hand = profile('hand', { parent: high })
  writeFileSync(join(person.home, 'environments', hand, 'Dockerfile'), 'ARG PARENT\nFROM $PARENT\nRUN true\n')
  return [low, high, hand]
}

/** For every platform, as they run nothing. */
const twoFromScratch = (): readonly [low: string, high: string] => {
  const low = profile('bare', { from: 'scratch' })
  const dockerfile = 'ARG PARENT\nFROM $PARENT\nCOPY Dockerfile /low\n'
  writeFileSync(join(person.home, 'environments', low, 'Dockerfile'), dockerfile)
  const high = profile('alone', { from: 'scratch' })
  writeFileSync(join(person.home, 'environments', high, 'Dockerfile'), dockerfile)
  return [low, high]
}

/** Of a name in a registry: its manifest, or its list of them. */
const manifestOf = (reference: string): Promise<Response> => {
  const [, host, repository, tag] = /^([^/]+)\/(.+):([^:]+)$/.exec(reference) ?? []
  const types = ['manifest.v2', 'manifest.list.v2'].map(
    (type) => `application/vnd.docker.distribution.${type}+json`,
  )
  return fetch(`http://${host}/v2/${repository}/manifests/${tag}`, { headers: { accept: types.join(', ') } })
}
const digestOf = async (reference: string): Promise<string | undefined> => {
  const answer = await manifestOf(reference)
  return answer.ok ? (answer.headers.get('docker-content-digest') ?? undefined) : undefined
}
/** Itself, and those of the list that it may be. */
const digestsBehind = async (reference: string): Promise<readonly (string | undefined)[]> => {
  const { manifests = [] } = (await (await manifestOf(reference)).json()) as {
    manifests?: { digest: string }[]
  }
  return [await digestOf(reference), ...manifests.map(({ digest }) => digest)]
}

/** `docker buildx bake` on what hal printed. */
const bake = async (file: string, ...args: readonly string[]) => {
  const path = join(person.home, 'docker-bake.json')
  writeFileSync(path, file)
  return execa('docker', ['buildx', 'bake', '--file', path, ...args], {
    env: { ...buildx.env, BUILDX_BAKE_ENTITLEMENTS_FS: '0' },
  })
}

interface Resolved {
  readonly group: { readonly default: { readonly targets: readonly string[] } }
  readonly target: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
const resolved = async (file: string): Promise<Resolved> =>
  JSON.parse((await bake(file, '--print')).stdout) as Resolved

const labelsOf = async (image: string): Promise<Record<string, string>> => {
  const labels = JSON.parse(await docker('image', 'inspect', image, '--format', '{{json .Config.Labels}}'))
  const { 'org.opencontainers.image.created': _, ...others } = labels as Record<string, string>
  return others
}

const createdAt = async (image: string): Promise<string> =>
  docker('image', 'inspect', image, '--format', '{{index .Config.Labels "org.opencontainers.image.created"}}')

describe('--print bake', () => {
  test('is a file that buildx builds, and hal then finds nothing to do', async () => {
    const [low, high] = three()
    const file = await person.ok('build-profiles', high, '--print', 'bake')
    await bake(file)
    const images = [low, high].map((name) => `hal/${name}:latest`)
    const baked = await Promise.all(images.map(labelsOf))
    expect(await person.ok('build-profiles', high)).toMatch(
      new RegExp(`^${low}: unchanged {2}[0-9a-f]{7}\\n${high}: unchanged {2}[0-9a-f]{7}\\n$`),
    )
    expect(
      await docker('run', '--rm', `hal/${high}:latest`, 'sh', '-c', 'jq --version; echo "$SAID"'),
    ).toMatch(/^jq-[\d.]+\na "b"$/)

    // hal's own build of the same gives the same names and labels.
    const config = () => docker('image', 'inspect', `hal/${high}:latest`, '--format', '{{json .Config}}')
    const env = JSON.parse(await config()).Env
    expect(await createdAt(`hal/${high}:latest`)).toBe('')
    const before = new Date().toISOString()
    await person.ok('build-profiles', high, '--no-cache')
    const created = await createdAt(`hal/${high}:latest`)
    expect(new Date(created).toISOString()).toBe(created)
    expect(created >= before).toBe(true)
    expect(await Promise.all(images.map(labelsOf))).toEqual(baked)
    expect(JSON.parse(await config()).Env).toEqual(env)
    expect(await person.ok('build-profiles', high, '--print', 'bake')).toBe(file)
  })

  test('has a target for each layer, tied to the one that it stands on', async () => {
    const [low, high, hand] = three()
    const { group, target } = await resolved(await person.ok('build-profiles', hand, '--print', 'bake'))
    const lowId = low.replace('.', '_')
    expect(group.default.targets).toEqual([lowId, high, hand])
    expect(target[lowId]).toMatchObject({ labels: { 'org.opencontainers.image.description': template } })
    expect(target[hand]).toMatchObject({ contexts: { 'hal-parent': `target:${high}` } })
    const only = await resolved(await person.ok('build-profiles', hand, '--only', '--print', 'bake'))
    expect(only.group.default.targets).toEqual([hand])
  })

  test('of the whole catalogue is one that buildx accepts', async () => {
    const { target } = await resolved(await person.ok('build-profiles', '--print', 'bake'))
    expect(Object.keys(target)).toEqual(expect.arrayContaining(['core-base', 'agent-codex-task', 'devbox']))
  })

  test('for several platforms needs no engine, and names them, the registry and the caches', async () => {
    const [, high] = three()
    const args = [
      'build-profiles',
      high,
      '--print',
      'bake',
      '--push',
      '--platform',
      'linux/arm64,linux/amd64',
    ]
    const caches = ['--cache-from', 'registry', '--cache-to', 'registry', '--cache-from', 'r.io/c/{name}']
    const env = { DOCKER_HOST: 'unix:///nowhere.sock', IMG_REGISTRY: 'r.io', IMG_ORG: 'team' }
    const { stdout, stderr } = await person.hal([...args, ...caches], { env })
    expect(stderr).toBe('')
    const { target } = await resolved(stdout)
    const remote = `r.io/team/hal-${high}`
    expect(target[high]).toMatchObject({
      platforms: ['linux/amd64', 'linux/arm64'],
      tags: [expect.stringMatching(new RegExp(`^${remote}:[0-9a-f]{7}$`)), `${remote}:latest`],
      'cache-from': [`${remote}:cache`, `${remote}:latest`, `r.io/c/${high}`],
      'cache-to': [`type=registry,ref=${remote}:cache,mode=max`],
      output: ['type=registry'],
    })
    // Their order is nobody's business; others are another image.
    const sorted = await person.hal([...args.slice(0, -1), 'linux/amd64,linux/arm64', ...caches], { env })
    expect(sorted.stdout).toBe(stdout)
    const other = await person.hal([...args.slice(0, -1), 'linux/amd64,linux/riscv64', ...caches], { env })
    expect((await resolved(other.stdout)).target[high]?.['tags']).not.toEqual(target[high]?.['tags'])
  })

  test('names the mirror of npm as a secret, whose address whoever runs it has', async () => {
    const [, high] = three()
    const env = { HAL_BUILD_NPM_REGISTRY: 'https://npm.example/mirror/' }
    const { stdout } = await person.hal(['build-profiles', high, '--print', 'bake'], { env })
    expect(stdout).not.toContain('npm.example')
    expect((await resolved(stdout)).target[high]?.['secret']).toContainEqual(
      expect.stringContaining('id=npm-registry,env=HAL_NPM_REGISTRY'),
    )
  })

  test('without the image from outside says to pull it', async () => {
    const name = profile('far', { from: 'nowhere.invalid/image:1', env: { A: '1' } })
    const { stdout, stderr, exitCode } = await person.hal(['build-profiles', name, '--print', 'bake'])
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 5 })
    expect(stderr).toContain('docker pull nowhere.invalid/image:1')
  })
})

describe('a build through buildx', () => {
  test('for the engine’s own platform is the engine’s own build', async () => {
    const [, high] = three()
    const architecture = await docker('version', '--format', '{{.Server.Arch}}')
    await person.ok('build-profiles', high, '--platform', `linux/${architecture}`)
    expect(await person.ok('build-profiles', high)).toContain(`${high}: unchanged`)
  })

  test('takes what buildx alone understands, brings the images here, and leaves what is fresh', async () => {
    const [low, high] = three()
    const args = ['build-profiles', high, '--cache-from', `type=local,src=${person.home}/none`]
    const before = new Date().toISOString()
    const first = await person.hal(args, { env: buildx.env })
    expect(first.stderr).toBe('')
    expect(first.stdout).toMatch(new RegExp(`^${high}: [0-9.]+s {2}\\d+M {2}[0-9a-f]{7}$`, 'm'))
    expect(first.stdout).toContain(': 2/4  apt jq')
    expect((await createdAt(`hal/${high}:latest`)) >= before).toBe(true)
    const again = await person.hal(args, { env: buildx.env })
    expect(again.stdout).toMatch(new RegExp(`^${low}: unchanged .*\\n${high}: unchanged .*\\n$`))
    expect(await person.ok('build-profiles', high)).toBe(again.stdout)
  })

  test('takes steps from the cache that it is told, on an engine that has none of them', async () => {
    await using registry = await startRegistry()
    const step = `echo ${person.owner} && date +%N > /made`
    const name = profile('cached', onDebian)
    writeFileSync(
      join(person.home, 'environments', name, 'Dockerfile'),
      `ARG PARENT\nFROM $PARENT\nRUN ${step}\n`,
    )
    const made = async (...options: readonly string[]): Promise<string> => {
      await forgetBuild(name, step)
      const env = { ...buildx.env, IMG_REGISTRY: registry.host }
      const built = await person.hal(['build-profiles', name, ...options], { env })
      expect(built).toMatchObject({ exitCode: 0, stderr: '' })
      return docker('run', '--rm', `hal/${name}:latest`, 'cat', '/made')
    }
    const first = await made('--push')
    const from = `type=registry,ref=${registry.host}/hal-{name}`
    expect(await made('--cache-from', `${from}:latest`)).toBe(first)
    expect(await made('--cache-from', `${from}:not-there`)).not.toBe(first)
  })

  test('passes several platforms and caches on to its builder, whose refusal is said in its own words', async () => {
    await using registry = await startRegistry()
    const [, high] = three()
    const env = { ...buildx.env, IMG_REGISTRY: registry.host }
    for (const [asked, words] of [
      [
        ['--push', '--platform', 'linux/amd64,linux/arm64'],
        /^hal: buildx refused: Multi-platform build is not/,
      ],
      [
        ['--cache-to', 'registry'],
        /^hal: buildx refused: Cache export is not supported for the docker driver/,
      ],
    ] as const) {
      const { stdout, stderr, exitCode } = await person.hal(['build-profiles', high, ...asked], { env })
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 })
      expect(stderr).toMatch(words)
      expect(stderr).toContain('docker buildx create --use')
    }
  })

  test('that fails says at which step, and with what', async () => {
    const name = profile('broken', onDebian)
    const dockerfile = 'ARG PARENT\nFROM $PARENT\nRUN echo the last words >&2 && exit 7\n'
    writeFileSync(join(person.home, 'environments', name, 'Dockerfile'), dockerfile)
    const args = ['build-profiles', name, '--cache-from', 'type=local,src=/none']
    const { stdout, stderr, exitCode } = await person.hal(args, { env: buildx.env })
    expect(exitCode).toBe(1)
    expect(stdout).toContain(`${name}: failed at [2/2] RUN echo the last words`)
    expect(stderr).toMatch(
      /^hal: \S+: the build failed at \[.*2\/2\] RUN echo the last words .*, with status 7\.$/m,
    )
    expect(stderr).toContain('the last words\n')
  })

  test('leaves what the registry has by its fingerprint, whatever is asked, and has the other names follow it', async () => {
    await using registry = await startRegistry()
    const low = profile('pushed', { ...onDebian, packages: ['jq'] })
    const git = (...args: readonly string[]) => execa('git', ['-C', person.home, ...args])
    await git('init', '--quiet')
    await git('add', '.')
    await git('-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--message', 'one')
    const env = { ...buildx.env, IMG_REGISTRY: registry.host, VERSION: '1.2.0' }
    const args = ['build-profiles', low, '--platform', 'linux/amd64,linux/arm64', '--push']
    const { stdout: file } = await person.hal([...args, '--print', 'bake'], { env })
    const [pinned = '', commit = '', version = '', latest = ''] = JSON.parse(file).target[low].tags
    expect(commit).toContain(':git-')
    const other = `${registry.host}/${person.owner}-other:1`
    await execa('docker', ['build', '--tag', other, '-'], {
      input: 'FROM debian:bookworm-slim\nLABEL other=1\n',
      env: { DOCKER_BUILDKIT: '0' },
    })
    for (const [image, name] of [
      ['debian:bookworm-slim', pinned],
      [other, commit],
      [other, latest],
    ] as const) {
      await docker('tag', image, name)
      await docker('push', name)
    }
    const [there, kept] = [await digestOf(pinned), await digestOf(commit)]
    for (const asked of [[], ['--no-cache']]) {
      const { stdout, stderr, exitCode } = await person.hal([...args, ...asked], { env })
      expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
      expect(stdout).toMatch(new RegExp(`^${low}: unchanged`, 'm'))
      expect(stdout).toContain(`already there ${pinned} sha256:`)
      expect(await digestOf(pinned)).toBe(there)
      expect(await digestOf(commit)).toBe(kept)
      for (const name of [version, latest]) expect(await digestsBehind(name)).toContain(there)
    }
  })

  test('for another platform brings what was asked for into the registry, by all of its names', async () => {
    await using registry = await startRegistry()
    const low = profile('low', { ...onDebian, env: { A: '1' } })
    const high = profile('high', { parent: low, env: { B: '1' } })
    const env = { ...buildx.env, IMG_REGISTRY: registry.host }
    const args = ['build-profiles', high, '--platform', 'linux/amd64/v2', '--push']
    const { stdout, stderr, exitCode } = await person.hal(args, { env })
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
    const repository = `${registry.host}/hal-${high}`
    const lock = JSON.parse(readFileSync(join(person.home, 'hal-images.lock.json'), 'utf8')).images
    expect(Object.keys(lock)).toEqual([high])
    const pinned = `${repository}:${lock[high].tags[0]}`
    expect(stdout).toContain(pinned)
    expect(await digestOf(pinned)).toBe(lock[high].digest)
    expect(await digestsBehind(`${repository}:latest`)).toContain(lock[high].digest)
    expect(await digestOf(`${registry.host}/hal-${low}:latest`)).toBeUndefined()
    expect((await person.hal(args, { env })).stdout).toMatch(new RegExp(`^${high}: unchanged`, 'm'))
  })

  test('that fails in the middle of a push says what is up, and writes it down', async () => {
    await using registry = await startRegistry()
    const [, good] = twoFromScratch()
    const bad = profile('bad', { from: 'scratch' })
    writeFileSync(
      join(person.home, 'environments', bad, 'Dockerfile'),
      'ARG PARENT\nFROM $PARENT\nCOPY Dockerfile /\nCOPY absent /\n',
    )
    const env = { ...buildx.env, IMG_REGISTRY: registry.host }
    const on = ['--platform', 'linux/arm64', '--push']
    await person.hal(['build-profiles', good, ...on, '--lock', 'first.json'], { env })
    const { stdout, stderr, exitCode } = await person.hal(['build-profiles', good, bad, ...on], { env })
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(new RegExp(`^${good}: unchanged`, 'm'))
    expect(stdout).toMatch(new RegExp(`^${bad}: failed`, 'm'))
    expect(stderr).toContain(`hal: ${bad}: the build failed at [2/2] COPY absent /`)
    expect(stdout).toContain(`already there ${registry.host}/hal-${good}:`)
    const lock = JSON.parse(readFileSync(join(person.home, 'hal-images.lock.json'), 'utf8'))
    expect(Object.keys(lock.images)).toEqual([good])
  })

  test('that is cancelled writes down what came up before it was', async () => {
    await using registry = await startRegistry()
    const [, good] = twoFromScratch()
    const slow = profile('slow', onDebian)
    writeFileSync(
      join(person.home, 'environments', slow, 'Dockerfile'),
      `ARG PARENT\nFROM $PARENT\nRUN echo ${person.owner} && sleep 1000\n`,
    )
    const env = { ...buildx.env, IMG_REGISTRY: registry.host }
    const on = ['--platform', 'linux/amd64/v2', '--push']
    const { stdout: file } = await person.hal(['build-profiles', good, ...on, '--print', 'bake'], { env })
    const [pinned = ''] = JSON.parse(file).target[good].tags
    await using terminal = person.terminal(['build-profiles', good, slow, ...on], { env })
    await terminal.waitFor(/◐ .*sleep 1000/)
    await expect.poll(() => digestOf(pinned), { timeout: 10_000 }).toMatch(/^sha256:/)
    terminal.type('\x03')
    expect(await terminal.exit).toMatchObject({ exitCode: 130 })
    const lock = JSON.parse(readFileSync(join(person.home, 'hal-images.lock.json'), 'utf8'))
    expect(Object.keys(lock.images)).toEqual([good])
  })

  test('has the mirror of npm that is configured', async () => {
    const name = profile('mirrored', onDebian)
    writeFileSync(
      join(person.home, 'environments', name, 'Dockerfile'),
      `ARG PARENT\nFROM $PARENT\nRUN --mount=type=secret,id=npm-registry echo ${name}; cp /run/secrets/npm-registry /said; chmod 644 /said\n`,
    )
    const env = { ...buildx.env, HAL_BUILD_NPM_REGISTRY: 'https://npm.example/mirror/' }
    await person.hal(['build-profiles', name, '--cache-from', 'type=local,src=/none'], { env })
    expect(await docker('run', '--rm', `hal/${name}:latest`, 'cat', '/said')).toBe(
      'https://npm.example/mirror',
    )
  })

  test('of another platform onto this engine is not what workers start on', async () => {
    const [, high] = twoFromScratch()
    const env = buildx.env
    for (const end of ['\\d[BKMG]', 'unchanged']) {
      const { stdout } = await person.hal(['build-profiles', high, '--platform', 'linux/arm64'], { env })
      expect(stdout).toMatch(new RegExp(`^${high}: .*(${end})`, 'm'))
      const names = await docker('image', 'ls', '--format', '{{.Tag}}', `hal/${high}`)
      expect(names).toMatch(/^[0-9a-f]{7}$/)
    }
  })

  test('is a line of doctor’s, with its version or as what is not there', async () => {
    const { stdout } = await person.hal(['doctor'], { env: buildx.env })
    expect(stdout).toMatch(/^✓ buildx +\d+\.\d+\S*, for other platforms \(--platform\) and /m)
    const without = await person.hal(['doctor'], { env: { PATH: '/nowhere' } })
    expect(without).toMatchObject({ exitCode: 0, stderr: '' })
    expect(without.stdout).toMatch(
      /^✓ buildx +none; builds need it only for other platforms \(--platform\) and /m,
    )
  })

  test('refuses what it can’t keep to, in its plan, too', async () => {
    const [low, high] = three()
    const elsewhere = ['--push', '--registry', 'r.io', '--platform', 'linux/amd64,linux/arm64']
    for (const printed of [[], ['--print', 'plan']]) {
      for (const [asked, words] of [
        [['--allow-missing', '--cache-to', 'r.io/{name}'], "hal: buildx can't leave out tools"],
        [['--only', ...elsewhere], "hal: buildx can't take what an image stands on"],
        [['--platform', 'linux/amd64,linux/arm64'], '--push'],
        [['--cache-to', 'registry'], 'no registry is named'],
      ] as const) {
        const { stdout, stderr } = await person.hal(['build-profiles', high, ...asked, ...printed], {
          env: buildx.env,
        })
        expect(stdout).toBe('')
        expect(stderr).toContain(words)
        expect(stderr).not.toContain('hal doctor')
      }
    }
    const cached = ['--only', '--cache-from', 'type=local,src=/none']
    const { stdout, stderr, exitCode } = await person.hal(['build-profiles', high, ...cached], {
      env: buildx.env,
    })
    expect(stderr).toContain(`the profile ${low} has no image on this engine yet`)
    expect(stdout).toContain(`${high}: left out: ${low} is not there`)
    expect(exitCode).toBe(5)
  })

  test('says what to install where there is no buildx, and needs a registry for several platforms', async () => {
    const [, high] = three()
    await using registry = await startRegistry()
    const env = { PATH: '/nowhere', IMG_REGISTRY: registry.host }
    for (const asked of [
      ['--push', '--platform', 'linux/amd64,linux/arm64'],
      ['--cache-to', 'registry'],
    ]) {
      const { stdout, stderr, exitCode } = await person.hal(['build-profiles', high, ...asked], { env })
      expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 })
      expect(stderr).toContain('docker-buildx-plugin')
    }
    const here = await person.hal(['build-profiles', high, '--platform', 'linux/amd64,linux/arm64'])
    expect(here).toMatchObject({ stdout: '', exitCode: 2, stderr: expect.stringContaining('--push') })
    const shared = await person.hal(['build-profiles', high, '--cache-to', 'r.io/cache'])
    expect(shared).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('{name}') })
  })
})
