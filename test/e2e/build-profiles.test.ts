import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { BuilderPerson } from '../rigs/builder-person.ts'
import { startEngineProxy } from '../rigs/engine-proxy.ts'
import { forgetBuild } from '../rigs/forget-build.ts'
import { docker, dockerTry, list } from '../rigs/hal.ts'
import { startNpmRegistry } from '../rigs/npm-registry.ts'
import { loginFor, reader, startRegistry } from '../rigs/registry.ts'

let person: BuilderPerson
beforeEach(() => {
  person = new BuilderPerson()
  mkdirSync(join(person.home, 'environments'))
  writeFileSync(join(person.home, 'hal.config.yaml'), 'profiles: [environments]\n')
})
afterEach(() => person[Symbol.asyncDispose]())

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
  expect(first).toMatch(new RegExp(`^${name}: [0-9.]+s {2}\\d+M .*[0-9a-f]{7}$`, 'm'))

  expect(await person.ok('build', name)).toMatch(new RegExp(`^${name}: unchanged {2}[0-9a-f]{7}\n$`))

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
  const name = person.name('child')
  const started = await person.hal(['start', name, '--profile', child])
  expect(started).toMatchObject({ stdout: expect.stringMatching(/^✓ .* ready in /), exitCode: 0 })
  expect(started.stderr).toContain('hal: the profile has no image on this engine yet: building it (once) …')
  expect(started.stderr).toMatch(new RegExp(`^${parent}: \\d.*\\n(.*\\n)*${child}: \\d.*M`, 'm'))
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
  expect(stale.stderr).toContain(`\`hal build-profiles ${child}\` makes a fresh one`)
})

test('on a terminal it is a tree that lives, and stays as a summary', async () => {
  const parent = profile('root', onDebian, ['RUN true'])
  const child = profile('leaf', { parent }, ['RUN true'])
  await using terminal = person.terminal(['build-profiles', child])
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  const [first, second] = terminal.screen().split('\n')
  expect(first).toMatch(new RegExp(`^ {2}${parent} +✓ .* [0-9a-f]{7}$`))
  expect(second).toMatch(new RegExp(`^ {2}└─ ${child} +✓ .* [0-9a-f]{7}$`))
  expect(terminal.screen().split('\n').slice(2)).toEqual([
    `  to check what they promise: hal images verify ${parent} ${child}`,
  ])
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
    expect(stderr).toMatch(new RegExp(`^hal: ${name}: the build failed at .*, with status 7\\.$`, 'm'))
    expect(stderr).toContain('the first words\n')
    expect(stderr).toContain('the last words\n')
    expect(stderr).not.toMatch(/^ +at /m)
  })

  test('is an event a line with --json, and the report at the end', async () => {
    const name = failing()
    const { stdout, exitCode } = await person.hal(['build-profiles', name, '--json'])
    expect(exitCode).toBe(1)
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const failed = { kind: 'failed', failure: { reason: 'build-failed', exitCode: 7 } }
    expect(events[0]).toMatchObject({ version: 1, event: 'layer', layer: name, kind: 'waiting' })
    expect(events.some(({ kind, step }) => kind === 'building' && step?.of === 2)).toBe(true)
    expect(events.at(-2)).toMatchObject({ event: 'layer', layer: name, ...failed })
    expect(events.at(-1)).toMatchObject({ version: 1, event: 'report', layers: [failed] })
  })
})

test('--json names what was built', async () => {
  const name = profile('json', onDebian, ['RUN true'])
  const first = await person.lastJson<BuildJson>('build-profiles', name)
  expect(first).toMatchObject({
    version: 1,
    layers: [{ layer: name, kind: 'done', image: expect.stringContaining(`hal/${name}:`) }],
    pushes: [],
  })
  const second = await person.lastJson<BuildJson>('build-profiles', name)
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

    const [digest = ''] = /sha256:[0-9a-f]{64}/.exec(stdout) ?? []
    expect(JSON.parse(readFileSync(join(person.home, 'hal-images.lock.json'), 'utf8'))).toMatchObject({
      version: 1,
      images: { [name]: { repository: remote, digest, tags: [pinned.split(':').at(-1), '1.2.0', 'latest'] } },
    })
    const again = await person.hal(['build-profiles', name, '--push'], { env })
    expect(again.stdout).toContain(`already there ${pinned} ${digest}\n`)
    expect(again.stdout).not.toMatch(/^push/m)

    await docker('image', 'rm', '--force', pinned, `${remote}:1.2.0`, `${remote}:latest`)
    const worker = person.name('pulled')
    await person.ok('start', worker, '--image', pinned)
    expect(await person.ok('send', worker, 'cat /pushed', '--capture')).toBe('pushed\n')
  })

  test('is of what was asked for, and not of what that stands on', async () => {
    await using registry = await startRegistry()
    const low = profile('low', onDebian, ['RUN echo low > /low'])
    const middle = profile('middle', { parent: low }, ['RUN echo middle > /middle'])
    const high = profile('high', { parent: middle }, ['RUN echo high > /high'])
    const env = { IMG_REGISTRY: registry.host }
    const pushed = (out: string) =>
      [low, middle, high].filter((name) => out.includes(`${registry.host}/hal-${name}:latest`))
    const one = await person.hal(['build-profiles', middle, '--push'], { env })
    expect(pushed(one.stdout)).toEqual([middle])
    const more = await person.hal(['build-profiles', middle, '--with-dependents', '--push'], { env })
    expect(pushed(more.stdout)).toEqual([middle, high])
  })

  test('without a registry to push to says which settings are missing', async () => {
    const name = profile('homeless', onDebian, ['RUN true'])
    const { stderr, exitCode } = await person.hal(['build-profiles', name, '--push'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('IMG_REGISTRY')
  })

  test('to a registry that is not there fails in a sentence, before anything is built', async () => {
    const name = profile('lost', onDebian, ['RUN true'])
    const env = { IMG_REGISTRY: '127.0.0.1:9' }
    const { stderr, exitCode } = await person.hal(['build-profiles', name, '--push'], { env })
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/^hal: the registry 127\.0\.0\.1:9 can't be reached: /)
    expect((await dockerTry('image', 'inspect', `hal/${name}:latest`)).exitCode).not.toBe(0)
  })

  /** As `docker login` leaves it. */
  const logIn = (config: string) => {
    mkdirSync(join(person.env['HOME'] ?? '', '.docker'), { recursive: true })
    writeFileSync(join(person.env['HOME'] ?? '', '.docker/config.json'), config)
  }

  test('needs the registry’s login before it builds, and takes docker’s own', async () => {
    await using registry = await startRegistry({ hasLogin: true, hasTls: true })
    const name = profile('login', onDebian, ['RUN true'])
    const push = ['build-profiles', name, '--push', '--registry', `${registry.host}/team`]
    const nobody = await person.hal(push)
    expect(nobody).toMatchObject({ stdout: '', exitCode: 4 })
    expect(nobody.stderr).toMatch(/^hal: the registry 127\.0\.0\.1:\d+ lets nobody in[^:]*: /)
    expect(nobody.stderr).toContain(`\`docker login ${registry.host}\``)
    logIn(loginFor(registry.host, { ...reader, password: 'wrong' }))
    expect(await person.hal(push)).toMatchObject({ stdout: '', exitCode: 4 })
    expect((await dockerTry('image', 'inspect', `hal/${name}:latest`)).exitCode).not.toBe(0)

    logIn(loginFor(registry.host))
    const { stdout, stderr, exitCode } = await person.hal(push)
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
    expect(stdout).toMatch(new RegExp(`^pushed ${registry.host}/team/hal-${name}:latest sha256:`, 'm'))
  })

  test('asks the credential helper that docker’s config names', async () => {
    await using registry = await startRegistry({ hasLogin: true })
    const name = profile('helped', onDebian, ['RUN true'])
    const helper = join(person.home, 'docker-credential-drawer')
    writeFileSync(
      helper,
      `#!/bin/sh\necho '${JSON.stringify({ Username: reader.username, Secret: reader.password })}'\n`,
      { mode: 0o755 },
    )
    logIn(JSON.stringify({ credHelpers: { [registry.host]: 'drawer' } }))
    const env = { PATH: `${person.home}:${person.env['PATH'] ?? ''}` }
    const push = ['build-profiles', name, '--push', '--registry', registry.host]
    expect(await person.hal(push, { env })).toMatchObject({ stderr: '', exitCode: 0 })
  })

  test('to a registry with a certificate that nobody knows says what the engine needs', async () => {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((one) => one?.family === 'IPv4' && !one.internal)?.address
    if (address === undefined) throw new Error('this machine has no address but loopback')
    await using registry = await startRegistry({ hasTls: true, address })
    const name = profile('unknown-ca', onDebian, ['RUN true'])
    const { stderr, exitCode } = await person.hal(['build', name, '--push', '--registry', registry.host])
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/can't be reached: .*x509: /)
    expect(stderr).toContain(`/etc/docker/certs.d/${registry.host}/ca.crt`)
  })

  test('with a name that no registry takes is refused before anything is built', async () => {
    const name = profile('named', onDebian, ['RUN true'])
    const env = { IMG_ORG: 'Team', VERSION: '1.0' }
    const { stderr, exitCode } = await person.hal(['build', name, '--push'], { env })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`Team/hal-${name}:1.0 can't be the name of an image`)
    expect(await person.hal(['build', name, '--registry', 'ghcr.io'])).toMatchObject({ exitCode: 2 })
  })

  test('that fails says what is up and what is not, and that the rest can be sent', async () => {
    await using registry = await startRegistry()
    const [fine, taken] = [profile('fine', onDebian, ['RUN true']), profile('taken', onDebian, ['RUN true'])]
    const { layers } = await person.lastJson<BuildJson>('build-profiles', taken)
    const there = (layers[0]?.image ?? '').replace(/^hal\/(.*)$/, `${registry.host}/team/hal-$1`)
    await docker('tag', 'debian:bookworm-slim', there)
    await docker('push', there)
    const push = ['build', fine, taken, '--push', '--registry', `${registry.host}/team`]
    const { stdout, stderr, exitCode } = await person.hal(push)
    expect(exitCode).toBe(1)
    expect(stdout).toContain(`failed ${there}\nnot sent ${there.replace(/:\w+$/, ':latest')}\n`)
    expect(stderr).toContain(`hal: ${there} is there, and was built from something else.`)
    expect(stderr).toContain('hal: 2 of 4 names are up, 1 failed, 1 not asked for.\n')
    expect(stderr).toMatch(new RegExp(`^ +up +${registry.host}/team/hal-${fine}: [0-9a-f]{7}, latest$`, 'm'))
    expect(stderr).toMatch(new RegExp(`^ +failed +${registry.host}/team/hal-${taken}: [0-9a-f]{7}$`, 'm'))
    expect(stderr).toMatch(new RegExp(`^ +not asked +${registry.host}/team/hal-${taken}: latest$`, 'm'))
    expect(stderr).toContain('The same command again sends only the rest.')
    expect(await person.lastJson(...push)).toMatchObject({
      pushes: [
        { layer: fine, kind: 'there' },
        { layer: fine, kind: 'there' },
        { layer: taken, kind: 'failed', failure: { reason: 'tag-taken' } },
        { layer: taken, kind: 'left-out' },
      ],
      lock: { file: join(person.home, 'hal-images.lock.json') },
    })
  })

  test('of what is its makers’ says so once, with all images that have it, before it goes out', async () => {
    await using registry = await startRegistry()
    await using npm = await startNpmRegistry()
    for (const name of ['robot-x64', 'robot-arm64'])
      await npm.publish({ package: name, version: '1.0.0', files: { robot: '#!/bin/sh\necho 1.0.0\n' } })
    mkdirSync(join(person.home, '.hal'))
    writeFileSync(join(person.home, '.hal/pins.json'), JSON.stringify({ robot: { version: '1.0.0' } }))
    const licence = 'its maker’s, all rights reserved'
    const robot = { npm: 'robot-{node-arch}', put: { 'package/robot': '/usr/local/bin/robot' }, licence }
    const agent = `${person.owner}-agent`
    mkdirSync(join(person.home, 'environments', agent))
    writeFileSync(
      join(person.home, 'environments', agent, 'profile.json'),
      JSON.stringify({ ...onDebian, packages: ['ca-certificates', 'curl'], fetch: { robot } }),
    )
    const above = profile('above', { parent: agent }, ['RUN true'])
    const env = { HAL_BUILD_NPM_REGISTRY: npm.address }
    const push = ['build-profiles', agent, above, '--push', '--registry', registry.host]
    const { stderr, exitCode } = await person.hal(push, { env })
    expect(exitCode).toBe(0)
    expect(stderr.split(licence)).toHaveLength(2)
    expect(stderr.split('robot')).toHaveLength(2)
    expect(stderr.match(/^hal: /gm)).toHaveLength(1)
    for (const name of [agent, above]) expect(stderr).toContain(name)
  })

  test('stands below the builds on a terminal, a line for each image', async () => {
    await using registry = await startRegistry()
    const name = profile('shown', onDebian, ['RUN true'])
    await using terminal = person.terminal(['build', name, '--push', '--registry', `${registry.host}/team`])
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
    expect(terminal.screen().split('\n')).toEqual([
      expect.stringMatching(new RegExp(`^ {2}${name} +✓ .* [0-9a-f]{7}$`)),
      `  to ${registry.host}/team`,
      expect.stringMatching(
        new RegExp(`^ {2}hal-${name}  ✓ [0-9a-f]{7}, latest pushed +sha256:[0-9a-f]{12}$`),
      ),
      `  wrote ${join(person.home, 'hal-images.lock.json')}`,
      `  to check what they promise: hal images verify ${name}`,
    ])
  })
})

test('an engine with nothing but the classic builder is refused in a sentence', async () => {
  await using engine = await startEngineProxy({ isClassic: true })
  const name = profile('classic', onDebian, [])
  const env = { DOCKER_HOST: engine.address }
  const { stderr, exitCode } = await person.hal(['build-profiles', name], { env })
  expect(exitCode).toBe(3)
  expect(stderr).toContain(`hal: ${engine.address} has no BuildKit, and hal builds with nothing else.\n`)
  expect(stderr).toContain('Use Docker 20.10 or newer')
  expect((await dockerTry('image', 'inspect', `hal/${name}:latest`)).exitCode).not.toBe(0)
})

describe('--cache-from', () => {
  test('takes the steps of what was pushed before, on an engine that has none of them', async () => {
    await using registry = await startRegistry()
    const step = `echo ${person.owner} && date +%N > /made`
    const name = profile('cached', onDebian, [`RUN ${step}`])
    const env = { IMG_REGISTRY: registry.host, IMG_ORG: 'team' }
    const remote = `${registry.host}/team/hal-${name}`
    const made = async (...options: readonly string[]): Promise<string> => {
      await forgetBuild(name, step)
      const built = await person.hal(['build-profiles', name, ...options], { env })
      expect(built).toMatchObject({ exitCode: 0, stderr: '' })
      return docker('run', '--rm', `hal/${name}:latest`, 'cat', '/made')
    }
    const first = await made('--push')
    for (const from of ['registry', `${remote}:latest`, `${registry.host}/team/hal-{name}:latest`])
      expect(await made('--cache-from', from)).toBe(first)
    expect(await made('--cache-from', `${remote}:not-there`)).not.toBe(first)
    const nowhere = await person.hal(['build-profiles', name, '--cache-from', 'registry'])
    expect(nowhere).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('images.registry') })
  })
})

test('--pull asks the registry for a newer image from outside; without it, the one that is here does', async () => {
  await using registry = await startRegistry()
  const base = `${registry.host}/pulled-${person.tag}:1`
  await docker('tag', 'debian:bookworm-slim', base)
  await docker('push', base)
  const name = profile('pulls', { from: base }, ['RUN true'])
  await person.ok('build-profiles', name)
  // Somebody else pushes a newer one.
  await execa('docker', ['build', '--quiet', '--tag', base, '-'], {
    input: 'FROM debian:bookworm-slim\nENV NEWER=yes\n',
  })
  await docker('push', base)
  await docker('tag', 'debian:bookworm-slim', base)
  expect(await person.ok('build-profiles', name)).toContain(`${name}: unchanged`)
  expect(await person.ok('build-profiles', name, '--pull')).toContain(`${name}: building\n`)
  expect(await docker('run', '--rm', `hal/${name}:latest`, 'sh', '-c', 'echo $NEWER')).toBe('yes')

  await registry.kill()
  const { stderr, exitCode } = await person.hal(['build-profiles', name, '--pull'])
  expect(exitCode).toBe(0)
  expect(stderr).toContain(
    `hal: ${base} could not be pulled: what stands on it stands on the one that is here.`,
  )
  const { stdout } = await dockerTry('image', 'ls', '--digests', '--format', '{{.Repository}}@{{.Digest}}')
  const digests = stdout.split('\n').filter((one) => one.startsWith(registry.host))
  await docker('image', 'rm', '--force', base, ...new Set(digests))
})

test('ctrl-c ends a build at once', async () => {
  const name = profile('slow', onDebian, ['RUN echo begun && sleep 1000'])
  await using terminal = person.terminal(['build-profiles', name])
  await terminal.waitFor(/◐ .*sleep 1000/)
  terminal.type('\x03')
  expect(await terminal.exit).toMatchObject({ exitCode: 130 })
  expect(terminal.state().isCursorVisible).toBe(true)
})

test('a profile that is wrong is said to be, with its file', async () => {
  const name = profile('typo', { form: 'debian:bookworm-slim' }, [])
  const { stderr, exitCode } = await person.hal(['build-profiles', name])
  expect(exitCode).toBe(2)
  expect(stderr).toContain(join('environments', name, 'profile.json'))
  expect(stderr).toContain('Did you mean from?')
})

test('a profile that is wrong, and what stands on it, keeps nobody from the others', async () => {
  const fine = profile('fine', onDebian, ['RUN true'])
  const [left, right] = [`${person.owner}-left`, `${person.owner}-right`]
  profile('left', { parent: right }, ['RUN true'])
  profile('right', { parent: left }, ['RUN true'])
  const above = profile('above', { parent: left }, ['RUN true'])
  const orphan = profile('orphan', { parent: `${person.owner}-fime` }, ['RUN true'])
  await person.ok('build-profiles', fine)
  const { stdout, stderr, exitCode } = await person.hal(['profiles', 'list'])
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(new RegExp(`^${fine} +fresh`, 'm'))
  for (const name of [left, above, orphan]) expect(stdout).not.toContain(name)
  expect(stderr).toContain(
    `hal: ${left}: profiles stand on each other in a circle: ${left} → ${right} → ${left}.`,
  )
  expect(stderr).toContain(`hal: ${above}: profiles stand on each other`)
  expect(stderr).toContain(`Did you mean ${fine}?`)
  expect((await person.hal(['build-profiles', above])).exitCode).toBe(2)
  // What would come of all ends as the build of all does.
  for (const how of [['--dry-run'], ['--dry-run', '--json'], ['--print', 'bake']]) {
    const all = await person.hal(['build-profiles', ...how])
    expect({ how, exitCode: all.exitCode }).toEqual({ how, exitCode: 2 })
    expect(all.stderr).toContain(`hal: ${above}: profiles stand on each other`)
  }
  expect(await person.hal(['build-profiles', fine, '--dry-run'])).toMatchObject({ exitCode: 0, stderr: '' })
  await person.ok('start', person.name('fine'), '--profile', fine)
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
  expect(await person.ok('profiles', 'show', above)).toMatch(
    new RegExp(`^declared in +/.*/${above}$\\n^promises +sh 1 \\(from what it stands on\\)$`, 'm'),
  )
  const graph = await person.ok('images', 'graph')
  expect(graph).toMatch(/^debian:bookworm-slim$/m)
  expect(graph).toMatch(new RegExp(`[├└]─ ${below} +fresh .*\\n[│ ]  └─ ${above} +not built`))
  const drawn = await person.json<{ images: { name: string }[] }>('images', 'graph')
  expect(drawn.images.filter(({ name }) => [below, above].includes(name))).toMatchObject([
    { name: below, parent: null, state: { kind: 'fresh' } },
    { name: above, parent: below, state: { kind: 'not-built' } },
  ])
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
  const plan = (...more: readonly string[]) =>
    person.ok('build-profiles', below, '--with-dependents', '--dry-run', ...more)
  expect(await plan()).toMatch(
    new RegExp(`^build +${below} +not built .*\\nbuild +${above} +not built .*\\n$`),
  )
  expect((await dockerTry('image', 'inspect', `hal/${below}:latest`)).exitCode).not.toBe(0)
  await person.ok('build-profiles', below)
  expect(await plan()).toMatch(new RegExp(`^leave +${below} +fresh .*\\nbuild +${above} +not built .*\\n$`))
  expect(await plan('--push', '--registry', '127.0.0.1:9/me')).toMatch(
    new RegExp(`^push +${above} +[0-9a-f]{7}, latest +127\\.0\\.0\\.1:9/me/hal-${above}$`, 'm'),
  )
  const { images } = await person.json<{ images: object[] }>('build-profiles', above, '--dry-run')
  expect(images).toMatchObject([
    { name: below, action: 'leave' },
    { name: above, action: 'build' },
  ])
  expect(await person.ok('images', 'list')).toMatch(new RegExp(`^${beside} +not built`, 'm'))

  await person.ok('build-profiles', above)
  writeFileSync(join(person.home, 'environments', below, 'more'), 'more')
  const lines = [
    `build +${below} +file more is new +hal/${below}:[0-9a-f]{7}`,
    `build +${above} +stands on ${below}, which is rebuilt +hal/${above}:[0-9a-f]{7}`,
  ]
  expect(await plan()).toMatch(new RegExp(`^${lines.join('\n')}\n$`))
  const printed = await person.ok('build-profiles', below, '--with-dependents', '--print', 'plan')
  expect(printed).toBe(await plan())
  expect(await person.ok('build-profiles', above, '--only', '--dry-run')).toMatch(
    new RegExp(`^absent +${below} +file more is new · --only leaves it `),
  )
  await person.ok('build-profiles', above)
  expect(await plan('--no-cache')).toMatch(new RegExp(`^build +${below} +--no-cache .*\nbuild `))
  expect(await person.hal(['build-profiles', '--only'])).toMatchObject({ exitCode: 2 })
  expect(await person.hal(['build-profiles', below, '--only', '--with-dependents'])).toMatchObject({
    ...{ exitCode: 2, stdout: '' },
    stderr: expect.stringMatching(/^hal: --only builds .* and --with-dependents .*: give one of both\.\n$/),
  })
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
    stderr: `hal: ${file} can't be written: it is there already.\n     It is as it was. Choose another name, or a folder that you may write.\n`,
  })
  expect((await person.hal(['profiles', 'init', 'No Name'])).exitCode).toBe(2)
  expect(await person.ok('profiles', 'list')).toMatch(new RegExp(`^${name} +not built`, 'm'))
  writeFileSync(
    file,
    JSON.stringify({ ...onDebian, env: { SAID: 'hello' }, detect: { files: ['own.toml'], order: 1 } }),
  )
  const child = join(person.home, '.hal/profiles', `${name}-more`)
  mkdirSync(child)
  writeFileSync(join(child, 'profile.json'), JSON.stringify({ parent: name, packages: ['jq', 'tree'] }))
  expect(await person.ok('profiles', 'show', `${name}-more`)).toMatch(
    /^installs +jq, tree\nsets +SAID=hello \(from what it stands on\)$/m,
  )
  expect(await person.json('profiles', 'show', `${name}-more`)).toMatchObject({
    profile: {
      packages: [{ package: 'jq', isInherited: false }, { package: 'tree' }],
      env: [{ variable: 'SAID', value: 'hello', isInherited: true }],
    },
  })
  expect(await person.ok('profiles', 'detect')).toBe('base\n')
  writeFileSync(join(person.home, 'own.toml'), '')
  writeFileSync(join(person.home, 'package.json'), '{}')
  expect(await person.json('profiles', 'detect')).toEqual({ version: 1, profile: name, because: 'own.toml' })
  await person.ok('build-profiles', name)
  expect(await dockerTry('run', '--rm', `hal/${name}:latest`, 'sh', '-c', 'echo $SAID')).toMatchObject({
    stdout: 'hello',
  })
})

test('of a declaration only what its image is made of builds it anew, and says what that is', async () => {
  const name = `${person.owner}-declared`
  const dir = join(person.home, 'environments', name)
  mkdirSync(dir, { recursive: true })
  const declare = (facts: object, indent?: number) =>
    writeFileSync(join(dir, 'profile.json'), JSON.stringify({ ...onDebian, ...facts }, undefined, indent))
  const env = { PATH: '/own:$PATH', SAID: 'a "b" $$HOME \\ c' }
  declare({ env })
  await person.ok('build-profiles', name)
  const said = await dockerTry('run', '--rm', `hal/${name}:latest`, 'sh', '-c', 'echo "$SAID $PATH"')
  expect(said.stdout).toMatch(/^a "b" \$HOME \\ c \/own:\/usr\/local\/sbin:/)

  declare({ env, description: 'another', budget: '1G' }, 4)
  writeFileSync(join(dir, 'NOTES.md'), 'for people')
  const plan = () => person.ok('build-profiles', name, '--dry-run')
  expect(await plan()).toMatch(/^leave /)
  declare({ env, promises: { sh: '' } })
  expect(await plan()).toMatch(new RegExp(`^build +${name} +promise of sh is new `))
  declare({ env: { ...env, SAID: 'else', MORE: '' }, packages: ['jq', 'tree'], command: ['sh'] })
  expect(await plan()).toMatch(
    new RegExp(
      `^build +${name} +packages jq and tree are new, variable MORE is new, variable SAID changed, command is new `,
    ),
  )
  const { images } = await person.json<{ images: object[] }>('build-profiles', name, '--dry-run')
  expect(images).toMatchObject([
    {
      reasons: [
        {
          reason: 'changed',
          inputs: ['recipe'],
          parts: [{ kind: 'package', name: 'jq', how: 'new' }, {}, {}, {}, {}],
        },
      ],
    },
  ])
  for (const [wrong, where] of [
    [{ 'A B': 'x' }, 'env.A B'],
    [{ TWO: 'one\ntwo' }, 'env.TWO'],
  ] as const) {
    declare({ env: wrong })
    const { exitCode, stderr } = await person.hal(['build-profiles', name])
    expect(exitCode).toBe(2)
    expect(stderr).toContain(where)
  }
})

test('images are looked into for what they promise, as any user', async () => {
  const name = profile('promising', { ...onDebian, promises: { bash: '5.2', cowsay: '3.0', tar: '99' } }, [
    'RUN mkdir -p /opt/open && chmod 777 /opt/open',
  ])
  expect(await person.hal(['images', 'verify', name])).toMatchObject({ exitCode: 1, stdout: '' })
  await person.ok('build-profiles', name)
  // As one that was killed while it looked leaves it.
  await docker('run', '--label', 'dev.hal.kind=verify', 'debian:bookworm-slim', 'true')
  const { exitCode, stdout } = await person.hal(['images', 'verify', name])
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(new RegExp(`^${name} +bash +5.2 +kept +GNU bash, version 5.2`, 'm'))
  expect(stdout).toMatch(new RegExp(`^${name} +cowsay +3.0 +broken +no answer$`, 'm'))
  expect(stdout).toMatch(new RegExp(`^${name} +tar +99 +broken +tar `, 'm'))
  expect(stdout).toContain('anybody can write /opt/open')
  expect(stdout).not.toContain('workspace')
  expect(stdout).toMatch(
    new RegExp(`^1 image, promises broken in ${name}: .* \`hal build-profiles ${name}\`$`, 'm'),
  )
  expect(await person.json('images', 'verify', name)).toMatchObject({
    images: [{ profile: name, problems: ['anybody can write /opt/open'] }],
  })
  expect(await docker('ps', '-aq', '--filter', 'label=dev.hal.kind=verify')).toBe('')
})

test('a profile of the same name in another project is another one: its images are never taken for this one’s', async () => {
  const name = `${person.owner}-twin`
  const project = (folder: string, says: string) => {
    const dir = join(person.home, folder, '.hal/profiles', name)
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'profile.json'), JSON.stringify({ ...onDebian, env: { SAYS: says } }))
    return join(person.home, folder)
  }
  await person.hal(['build-profiles', name], { cwd: project('one', 'one') })
  const cwd = project('two', 'two')
  const worker = person.name('twin')
  const args = ['start', worker, '--profile', name, '--workspace', person.home]
  const { stderr, exitCode } = await person.hal(args, { cwd })
  expect(exitCode).toBe(0)
  expect(stderr).toContain('the profile has no image on this engine yet: building it')
  expect(await person.ok('send', worker, 'echo $SAYS', '--capture')).toBe('two\n')
  expect((await person.hal(['profiles', 'list'], { cwd: project('one', 'one') })).stdout).toMatch(
    new RegExp(`^${name} +fresh`, 'm'),
  )
  // What is not another's, but older, is still better than nothing.
  project('two', 'three')
  const stale = await person.hal(['start', person.name('old'), ...args.slice(2)], { cwd })
  expect(stale.stderr).toContain('(variable SAYS changed); `hal build-profiles')
})

test('--no-cache is about those that are named, and what they stand on stays', async () => {
  const parent = profile('kept', onDebian, ['RUN true'])
  const child = profile('anew', { parent }, ['RUN true'])
  await person.ok('build-profiles', child)
  const out = await person.ok('build-profiles', child, '--no-cache')
  expect(out).toMatch(new RegExp(`^${parent}: unchanged `, 'm'))
  expect(out).toContain(`${child}: building\n`)
  expect(await person.ok('build-profiles', parent, child, '--no-cache', '--dry-run')).toMatch(
    new RegExp(`^build +${parent} +--no-cache .*\nbuild +${child} +--no-cache `),
  )
})

test('what could not be looked into is said, and a matrix has those that were asked for', async () => {
  const name = profile('absent', { ...onDebian, promises: { sh: '' } }, ['RUN true'])
  const asked = await person.hal(['images', 'verify', name, '--json'])
  expect(JSON.parse(asked.stdout)).toMatchObject({
    images: [],
    notVerified: [{ profile: name, why: 'not built' }],
  })
  await person.ok('build-profiles', name)
  const { stdout } = await person.hal(['images', 'verify', name, '--matrix'])
  expect(stdout).toContain(`|  | ${name} |`)
  expect(stdout).not.toContain('not built')
})
