import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { docker, dockerTry, list, Person } from '../rigs/hal.ts'
import { startRegistry } from '../rigs/registry.ts'

let person: Person
beforeEach(() => {
  person = new Person()
  mkdirSync(join(person.home, 'environments'))
  writeFileSync(join(person.home, 'hal.config.yaml'), 'profiles: [environments]\n')
})
afterEach(async () => {
  const { owner } = person
  await person[Symbol.asyncDispose]()
  const names = await docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}')
  const mine = names.split('\n').filter((name) => name.includes(owner))
  if (mine.length > 0) await docker('image', 'rm', '--force', ...mine)
})

/** A profile of the project's own; answers its name, which no other test has. */
const profile = (short: string, facts: object, steps: readonly string[]): string => {
  const name = `${person.owner}-${short}`
  const dir = join(person.home, 'environments', name)
  mkdirSync(dir, { recursive: true })
  writeFileSync(join(dir, 'profile.json'), JSON.stringify(facts))
  writeFileSync(join(dir, 'Dockerfile'), ['ARG PARENT', 'FROM $PARENT', ...steps, ''].join('\n'))
  return name
}
const onDebian = { from: 'debian:bookworm-slim' }

interface BuildJson {
  readonly version: 1
  readonly layers: readonly {
    readonly layer: string
    readonly kind: string
    readonly image?: string
    readonly reason?: string
  }[]
  readonly pushes: readonly object[]
}

test('builds a profile once, and again only when something changed', async () => {
  const name = profile('own', onDebian, ['COPY greeting /greeting'])
  const greeting = join(person.home, 'environments', name, 'greeting')
  writeFileSync(greeting, 'hello')
  const first = await person.ok('build-profiles', name)
  expect(first).toContain(`${name}: building\n`)
  expect(first).toMatch(new RegExp(`^${name}: [0-9.]+s {2}\\d+ MB .*[0-9a-f]{7}$`, 'm'))

  const startedMs = performance.now()
  expect(await person.ok('build', name)).toMatch(new RegExp(`^${name}: unchanged {2}[0-9a-f]{7}\n$`))
  expect(performance.now() - startedMs).toBeLessThan(2_000)

  writeFileSync(greeting, 'hello again')
  expect(await person.ok('build-profiles', name)).toContain(`${name}: building\n`)
})

test('builds as many side by side as build.concurrency says', async () => {
  const names = ['one', 'two'].map((short) => profile(short, onDebian, ['RUN sleep 1']))
  const events = (out: string) => [...out.matchAll(/: (building|2\/2) ?.*$/gm)].map(([, what]) => what)
  const { stdout } = await person.hal(['build-profiles', ...names], { env: { HAL_BUILD_CONCURRENCY: '1' } })
  expect(events(stdout)).toEqual(['building', '2/2', 'building', '2/2'])
  const again = await person.ok('build-profiles', ...names, '--no-cache')
  expect(events(again)).toEqual(['building', 'building', '2/2', '2/2'])
})

test('builds what a profile stands on first, and workers start on it', async () => {
  const parent = profile('parent', onDebian, ['RUN echo from the parent > /parent'])
  const child = profile('child', { parent }, ['RUN cat /parent > /child', 'ENV COLOUR=red'])
  const unbuilt = await person.hal(['start', '--profile', child])
  expect(unbuilt).toMatchObject({ stdout: '', exitCode: 5 })
  expect(unbuilt.stderr).toContain(`hal build-profiles ${child}`)

  await person.ok('build-profiles', child)
  const name = person.name('child')
  await person.ok('start', name, '--profile', child)
  expect(await person.ok('send', name, 'cat /child; echo $COLOUR', '--capture')).toBe(
    'from the parent\nred\n',
  )
  expect(await list(person)).toMatchObject([
    { name, profile: child, image: expect.stringMatching(new RegExp(`^hal/${child}:[0-9a-f]{7}$`)) },
  ])

  // The worker runs what it was started on; a new one is told that there is something newer to build.
  writeFileSync(join(person.home, 'environments', child, 'more'), 'more')
  const stale = await person.hal(['start', person.name('stale'), '--profile', child])
  expect(stale.exitCode).toBe(0)
  expect(stale.stderr).toContain(`hal build-profiles ${child} makes a fresh one`)
})

test('on a terminal it is a tree that lives, and stays as a summary', async () => {
  const parent = profile('root', onDebian, ['RUN true'])
  const child = profile('leaf', { parent }, ['RUN true'])
  await using terminal = person.terminal(['build-profiles', child])
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  const [first, second] = terminal.screen().split('\n')
  expect(first).toMatch(new RegExp(`^ {2}${parent} +✓ .* [0-9a-f]{7}$`))
  expect(second).toMatch(new RegExp(`^ {2}└─ ${child} +✓ .* [0-9a-f]{7}$`))
  expect(terminal.screen().split('\n')).toHaveLength(2)
  expect(terminal.state().isCursorVisible).toBe(true)
})

describe('a step that fails', () => {
  const failing = () =>
    profile('broken', onDebian, ['RUN echo the first words && echo the last words >&2 && exit 7'])

  test('shows its last lines, leaves out what stands on it, and exits with 1', async () => {
    const name = failing()
    const child = profile('above', { parent: name }, ['RUN true'])
    const { stdout, stderr, exitCode } = await person.hal(['build-profiles', child])
    expect(exitCode).toBe(1)
    expect(stdout).toContain(`${name}: failed at `)
    expect(stdout).toContain(`${child}: left out: ${name} is not there`)
    expect(stderr).toMatch(/^hal: the build failed at .*, with status 7\.$/m)
    expect(stderr).toContain('the first words\n')
    expect(stderr).toContain('the last words\n')
    expect(stderr).not.toMatch(/^ +at /m)
  })

  test('is data with --json', async () => {
    const name = failing()
    const { stdout, exitCode } = await person.hal(['build-profiles', name, '--json'])
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      layers: [{ kind: 'failed', failure: { reason: 'build-failed', exitCode: 7 } }],
    })
  })
})

test('--json names what was built', async () => {
  const name = profile('json', onDebian, ['RUN true'])
  const first = await person.json<BuildJson>('build-profiles', name)
  expect(first).toMatchObject({
    version: 1,
    layers: [{ layer: name, kind: 'done', image: expect.stringContaining(`hal/${name}:`) }],
    pushes: [],
  })
  const second = await person.json<BuildJson>('build-profiles', name)
  expect(second).toMatchObject({ layers: [{ kind: 'unchanged', image: first.layers[0]?.image }] })
})

describe('--push', () => {
  test('brings the image to the registry, where another engine would find it', async () => {
    await using registry = await startRegistry()
    const name = profile('pushed', onDebian, ['RUN echo pushed > /pushed'])
    const env = { IMG_REGISTRY: registry.host, IMG_ORG: 'team', VERSION: '1.2.0' }
    const { stdout, stderr, exitCode } = await person.hal(['build-profiles', name, '--push'], { env })
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
    const remote = `${registry.host}/team/hal-${name}`
    const [, pinned = ''] =
      new RegExp(`pushed (${remote}:[0-9a-f]{7}) sha256:[0-9a-f]{64}\n`).exec(stdout) ?? []
    expect(pinned).not.toBe('')
    expect(stdout).toContain(`pushed ${remote}:1.2.0 sha256:`)
    expect(stdout).toContain(`pushed ${remote}:latest sha256:`)

    await docker('image', 'rm', '--force', pinned, `${remote}:1.2.0`, `${remote}:latest`)
    const worker = person.name('pulled')
    await person.ok('start', worker, '--image', pinned)
    expect(await person.ok('send', worker, 'cat /pushed', '--capture')).toBe('pushed\n')
  })

  test('without a registry to push to says which settings are missing', async () => {
    const name = profile('homeless', onDebian, ['RUN true'])
    const { stderr, exitCode } = await person.hal(['build-profiles', name, '--push'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('IMG_REGISTRY')
  })

  test('to a registry that is not there fails in a sentence', async () => {
    const name = profile('lost', onDebian, ['RUN true'])
    const env = { IMG_REGISTRY: '127.0.0.1:9' }
    const { stderr, exitCode } = await person.hal(['build-profiles', name, '--push'], { env })
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/^hal: the registry of 127\.0\.0\.1:9\/.* can't be reached: /)
    expect((await dockerTry('image', 'inspect', `hal/${name}:latest`)).exitCode).toBe(0)
  })
})

test('ctrl-c ends a build at once', async () => {
  const name = profile('slow', onDebian, ['RUN echo begun && sleep 1000'])
  await using terminal = person.terminal(['build-profiles', name])
  await terminal.waitFor(/◐ .*sleep 1000/)
  const startedMs = performance.now()
  terminal.type('\x03')
  expect(await terminal.exit).toMatchObject({ exitCode: 130 })
  expect(performance.now() - startedMs).toBeLessThan(3_000)
  expect(terminal.state().isCursorVisible).toBe(true)
})

test('a profile that is wrong is said to be, with its file', async () => {
  const name = profile('typo', { form: 'debian:bookworm-slim' }, [])
  const { stderr, exitCode } = await person.hal(['build-profiles', name])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(join('environments', name, 'profile.json'))
  expect(stderr).toContain('Did you mean from?')
})

test('an unknown profile is said with what was meant', async () => {
  const { stderr, exitCode } = await person.hal(['build-profiles', 'pyton'])
  expect(exitCode).toBe(5)
  expect(stderr).toContain('Did you mean python?')
})

test('profiles are listed, shown and drawn as a graph, with what is fresh', async () => {
  const below = profile('below', { ...onDebian, description: 'what is below', promises: { sh: '1' } }, [
    'RUN true',
  ])
  const above = profile('above', { parent: below }, ['RUN true'])
  await person.ok('build-profiles', below)
  const listed = await person.ok('profiles', 'list')
  expect(listed).toMatch(new RegExp(`^${below} +fresh +\\d+M +\\d+[smhd] +what is below$`, 'm'))
  expect(listed).toMatch(new RegExp(`^${above} +not built$`, 'm'))
  expect(await person.ok('profiles', 'show', below)).toMatch(
    new RegExp(`stands on +debian:bookworm-slim\\nimage +hal/${below}:[0-9a-f]{7}\\nstate +fresh`),
  )
  const graph = await person.ok('images', 'graph')
  expect(graph).toMatch(/^debian:bookworm-slim$/m)
  expect(graph).toMatch(new RegExp(`[├└]─ ${below} +fresh .*\\n[│ ]  └─ ${above} +not built`))
  const wrong = await person.hal(['profiles', 'show', `${below}x`])
  expect(wrong).toMatchObject({ stdout: '', exitCode: 5 })
  expect(wrong.stderr).toContain(`Did you mean ${below}?`)
  const { profiles } = await person.json<{ profiles: { name: string; state: { kind: string } }[] }>(
    'profiles',
    'list',
  )
  expect(profiles.find(({ name }) => name === above)).toMatchObject({
    parent: below,
    state: { kind: 'not-built' },
  })
})

test('--dry-run says what would be built and why, and builds nothing', async () => {
  const below = profile('below', onDebian, [])
  const above = profile('above', { parent: below }, [])
  const beside = profile('beside', onDebian, [])
  const plan = () => person.ok('build-profiles', below, '--with-dependents', '--dry-run')
  expect(await plan()).toMatch(
    new RegExp(`^build +${below} +not built .*\\nbuild +${above} +not built .*\\n$`),
  )
  expect((await dockerTry('image', 'inspect', `hal/${below}:latest`)).exitCode).not.toBe(0)
  await person.ok('build-profiles', below)
  expect(await plan()).toMatch(new RegExp(`^leave +${below} +fresh .*\\nbuild +${above} +not built .*\\n$`))
  const { images } = await person.json<{ images: object[] }>('build-profiles', above, '--dry-run')
  expect(images).toMatchObject([
    { name: below, isBuilt: false },
    { name: above, isBuilt: true },
  ])
  expect(await person.ok('images', 'list')).toMatch(new RegExp(`^${beside} +not built`, 'm'))
  expect(await person.hal(['build-profiles', '--only'])).toMatchObject({ exitCode: 2 })
})

test('only profiles are offered to workers, and every image is listed', async () => {
  const profiles = await person.ok('profiles', 'list')
  expect(profiles).toMatch(/^python /m)
  expect(profiles).not.toMatch(/^core-base /m)
  expect(await person.ok('images', 'list')).toMatch(/^core-base /m)
})

test('a project’s own profile is begun, found from its folders, and speaks for its files', async () => {
  const name = `${person.owner}-own`
  const file = join(person.home, '.hal/profiles', name, 'profile.json')
  const project = { cwd: person.home }
  expect((await person.hal(['profiles', 'init', name], project)).stdout).toContain(`wrote ${file}\n`)
  const again = await person.hal(['profiles', 'init', name], project)
  expect(again).toMatchObject({
    exitCode: 1,
    stderr: `hal: ${file} can't be written: it is there already.\n`,
  })
  expect((await person.hal(['profiles', 'init', 'No Name'])).exitCode).toBe(2)
  expect(await person.ok('profiles', 'list')).toMatch(new RegExp(`^${name} +not built`, 'm'))
  writeFileSync(
    file,
    JSON.stringify({ ...onDebian, env: { SAID: 'hello' }, detect: { files: ['own.toml'], order: 1 } }),
  )
  expect(await person.ok('profiles', 'detect')).toBe('base\n')
  writeFileSync(join(person.home, 'own.toml'), '')
  writeFileSync(join(person.home, 'package.json'), '{}')
  expect(await person.json('profiles', 'detect')).toEqual({ version: 1, profile: name, because: 'own.toml' })
  await person.ok('build-profiles', name)
  expect(await dockerTry('run', '--rm', `hal/${name}:latest`, 'sh', '-c', 'echo $SAID')).toMatchObject({
    stdout: 'hello',
  })
})

test('images are looked into for what they promise, as any user', async () => {
  const name = profile('promising', { ...onDebian, promises: { bash: '5.2', cowsay: '3.0', tar: '99' } }, [
    'RUN mkdir -p /workspace /opt/open && chmod 1777 /workspace && chmod 777 /opt/open',
  ])
  expect(await person.hal(['images', 'verify', name])).toMatchObject({ exitCode: 1, stdout: '' })
  await person.ok('build-profiles', name)
  // As one that was killed while it looked leaves it.
  await docker('run', '--label', 'dev.hal.kind=verify', 'debian:bookworm-slim', 'true')
  const { exitCode, stdout } = await person.hal(['images', 'verify', name])
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(new RegExp(`^${name} +bash +5.2 +kept +GNU bash, version 5.2`, 'm'))
  expect(stdout).toMatch(new RegExp(`^${name} +cowsay +3.0 +broken *$`, 'm'))
  expect(stdout).toMatch(new RegExp(`^${name} +tar +99 +broken +tar `, 'm'))
  expect(stdout).toContain('anybody can write /opt/open')
  expect(stdout).not.toContain('workspace')
  expect(await person.json('images', 'verify', name)).toMatchObject({
    images: [{ profile: name, problems: ['anybody can write /opt/open'] }],
  })
  expect(await docker('ps', '-aq', '--filter', 'label=dev.hal.kind=verify')).toBe('')
})
