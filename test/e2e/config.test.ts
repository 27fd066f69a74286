import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

const projectFile = (name: string) => join(person.home, name)
const inProject = (name: string, text: string) => writeFileSync(projectFile(name), text)

/** The person's own config, in their home. */
const own = (text: string): string => {
  const folder = join(person.home, 'home/.config/hal')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'config.yaml')
  writeFileSync(file, text)
  return file
}

/** `memory` → what holds, and who said so. */
const said = async (path: string, env: Readonly<Record<string, string>> = {}) => {
  const { stdout, stderr, exitCode } = await person.hal(['config', 'show', '--origin'], { env })
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
  const [, value, origin] =
    stdout
      .split('\n')
      .map((line) => line.trim().split(/ {2,}/))
      .find(([key]) => key === path) ?? []
  return [value, origin]
}

describe('who has the last word', () => {
  test('a default, one’s own config, the project’s, a variable and a flag, each over the one before', async () => {
    expect(await said('profile')).toEqual(['base', 'default'])
    const mine = own('profile: python\nengine: unix:///nowhere/mine.sock\n')
    expect(await said('profile')).toEqual(['python', mine])
    inProject('hal.config.json', '{ "profile": "node" }')
    expect(await said('profile')).toEqual(['node', projectFile('hal.config.json')])
    expect(await said('profile', { HAL_PROFILE: 'java' })).toEqual(['java', 'HAL_PROFILE'])

    const env = { DOCKER_HOST: 'unix:///nowhere/docker.sock' }
    const asked = async (...flags: readonly string[]) => (await person.hal([...flags, 'ls'], { env })).stderr
    expect(await asked()).toContain('unix:///nowhere/mine.sock')
    expect(await asked('--engine', 'unix:///nowhere/flag.sock')).toContain('unix:///nowhere/flag.sock')
  })

  test('a project may lower a limit, not raise it', async () => {
    const mine = own('memory: 1g\n')
    inProject('.halrc.yaml', 'memory: 512m\n')
    expect(await said('memory')).toEqual(['512m', projectFile('.halrc.yaml')])
    inProject('.halrc.yaml', 'memory: 64g\n')
    const aside = `(64g in ${projectFile('.halrc.yaml')} is left aside: a project can only lower it)`
    expect(await said('memory')).toEqual(['1g', `${mine} ${aside}`])
    expect(await said('memory', { HAL_MEMORY: '2g' })).toEqual(['2g', `HAL_MEMORY ${aside}`])
    expect(await person.ok('config', 'show')).not.toContain('left aside')
    expect(await person.ok('doctor')).toMatch(
      /^! config .*\.halrc\.yaml sets memory to 64g, which is left aside: a project can only lower the 1g that you allow\n.* Set memory in your own config/m,
    )
  })

  test('the whole as JSON, with where each value comes from', async () => {
    inProject('hal.config.yaml', 'images:\n  org: team\n')
    const { config, origins } = await person.json<{
      config: { images: { org: string } }
      origins: Record<string, string>
    }>('config', 'show', '--origin')
    expect(config.images.org).toBe('team')
    expect(origins['images.org']).toBe(projectFile('hal.config.yaml'))
  })

  test('--config takes the place of the project’s', async () => {
    inProject('hal.config.yaml', 'profile: node\n')
    inProject('other.yaml', 'profile: java\n')
    const shown = await person.ok('--config', projectFile('other.yaml'), 'config', 'show', '--origin')
    expect(shown).toMatch(/^profile +java +.*other\.yaml$/m)
  })
})

describe('what is wrong is said, with its file', () => {
  test.each([
    ['hal.config.yaml', 'memmory: 1g\n', 'sets "memmory", which hal does not know', 'Did you mean memory?'],
    ['hal.config.json', '{ "images": { "regstry": "x" } }', 'sets "images.regstry"', 'images.registry?'],
    ['hal.config.yaml', 'cpus: many\n', 'sets cpus to', 'expected a number above 0'],
    ['hal.config.json', '{ "memory": ', "can't be read", ''],
    ['.halrc.yaml', 'memory: lots\n', 'sets memory to', 'a size such as 512m or 4g'],
  ])('%s with %j', async (file, text, what, next) => {
    inProject(file, text)
    const { stdout, stderr, exitCode } = await person.hal(['config', 'show'])
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
    expect(stderr).toContain(projectFile(file))
    expect(stderr).toContain(what)
    expect(stderr).toContain(next)
  })

  test('in a variable, too', async () => {
    const { stderr, exitCode } = await person.hal(['ls'], { env: { HAL_MEMORY: 'lots' } })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('HAL_MEMORY')
  })
})

describe('a project’s config', () => {
  test('that is code runs only once trusted, and is asked about again when it changes', async () => {
    const proof = join(person.home, 'proof')
    const code = `import { writeFileSync } from 'node:fs'
writeFileSync(${JSON.stringify(proof)}, 'ran')
export default { memory: '300m' }
`
    inProject('hal.config.ts', code)
    const refused = await person.hal(['ls'])
    expect(refused).toMatchObject({ stdout: '', exitCode: 4 })
    expect(refused.stderr).toContain('hal.config.ts is code, and you have not said that it may run.')
    expect(refused.stderr).toContain('hal config trust')
    expect(() => rmSync(proof)).toThrow('ENOENT')

    expect(await person.ok('config', 'trust')).toContain(projectFile('hal.config.ts'))
    expect(await said('memory')).toEqual(['300m', projectFile('hal.config.ts')])
    rmSync(proof)

    appendFileSync(projectFile('hal.config.ts'), '// changed\n')
    const again = await person.hal(['ls'])
    expect(again.exitCode).toBe(4)
    expect(again.stderr).toContain('it has changed since you said that it may run')
    expect(() => rmSync(proof)).toThrow('ENOENT')

    writeFileSync(projectFile('hal.config.ts'), code)
    expect((await person.hal(['config', 'trust', projectFile('hal.config.ts')])).exitCode).toBe(0)
    expect(await said('memory')).toEqual(['300m', projectFile('hal.config.ts')])
  })

  test('that is data needs no trust, and is told so', async () => {
    for (const file of ['package.json', '.halrc.yaml', 'hal.config.json']) {
      inProject(file, '{ "hal": {} }')
      expect(await person.ok('config', 'trust')).toBe(
        `${projectFile(file)} is data, which is only read: JSON and YAML configs need no trust\n`,
      )
    }
    expect(await person.hal(['config', 'trust', 'none.yaml'])).toMatchObject({ stdout: '', exitCode: 2 })
  })

  test('runs no code from the places where other programs look for theirs', async () => {
    const proof = join(person.home, 'proof')
    const [module, common] = [
      `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(proof)}, import.meta.url)\nexport default {}\n`,
      `require('node:fs').writeFileSync(${JSON.stringify(proof)}, __filename)\nmodule.exports = {}\n`,
    ]
    mkdirSync(projectFile('.config/hal'), { recursive: true })
    const places = ['.config/config', '.config/halrc', '.config/hal.config', '.config/hal/config', 'evil']
    for (const place of places) {
      for (const extension of ['ts', 'mts', 'mjs', 'js']) inProject(`${place}.${extension}`, module)
      inProject(`${place}.cjs`, common)
    }
    const cosmiconfig = { searchPlaces: ['evil.js', 'evil.cjs'], $import: './evil.cjs' }
    for (const [file, text] of [
      ['package.json', JSON.stringify({ cosmiconfig, hal: { memory: '300m' } })],
      ['.halrc', 'memory: 300m\n'],
      ['hal.config.yaml', 'memory: 300m\n'],
    ] as const) {
      inProject(file, text)
      expect(await said('memory')).toEqual(['300m', projectFile(file)])
      rmSync(projectFile(file))
    }
    expect(await said('memory')).toEqual(['4g', 'default'])
    await person.hal(['build-profiles', '--json', 'nothing'])
    expect(() => rmSync(proof)).toThrow('ENOENT')
  })

  test.each([
    ['network', 'network: host\n'],
    ['mounts', 'mounts: [{ source: /etc, target: /etc-of-host }]\n'],
    ['allowRoot', 'allowRoot: true\n'],
    ['engine', 'engine: tcp://example.invalid:2375\n'],
  ])('may not set %s', async (path, text) => {
    inProject('hal.config.yaml', text)
    const { stdout, stderr, exitCode } = await person.hal(['ls'])
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 4 })
    expect(stderr).toContain(`sets ${path}, which only your own config may`)
    expect(stderr).toContain('hal config path')
  })

  test('may not lead workers out of the project', async () => {
    inProject('hal.config.yaml', 'workspace: ..\n')
    const { stdout, stderr, exitCode } = await person.hal(['ls'])
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 4 })
    expect(stderr).toContain('sets workspace to a folder outside the project, which only your own config may')
  })

  test('is among the files that are read, after one’s own, with whether it may run', async () => {
    const paths = async () =>
      (await person.ok('config', 'path')).split('\n').map((line) => line.split(/ +/, 2))
    expect(await paths()).toContainEqual(['project', 'none'])
    const mine = own('cpus: many\n')
    inProject('.halrc.yaml', 'memory: 1g\n')
    const [first, second] = await paths()
    expect([first, second]).toEqual([
      ['yours', mine],
      ['project', projectFile('.halrc.yaml')],
    ])
    inProject('hal.config.ts', 'export default {}\n')
    expect(await person.ok('config', 'path')).toContain('hal.config.ts (code, not trusted: read it, then')
    await person.ok('config', 'trust')
    expect(await person.ok('config', 'path')).toContain('hal.config.ts (code, trusted)')
    const { files } = await person.json<{ files: object[] }>('config', 'path')
    expect(files).toEqual([
      { kind: 'user', path: mine, trust: 'not-needed' },
      { kind: 'project', path: projectFile('hal.config.ts'), trust: 'trusted' },
    ])
  })

  test('whose way out is found though it is broken', async () => {
    inProject('hal.config.yaml', 'network: host\n')
    expect(await person.ok('config', 'path')).toContain(join(person.home, 'home/.config/hal'))
  })
})

describe('doctor says what of the config can’t be used and what to do, and checks the rest', () => {
  const examined = async (env: Readonly<Record<string, string>> = {}) => {
    const { stdout, stderr, exitCode } = await person.hal(['doctor'], { env })
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 1 })
    expect(stdout).toMatch(/^✓ workers +none$/m)
    // A fact, there or not.
    expect(stdout).toMatch(
      /^✓ buildx +(none; builds need it only|\d\S*,) for other platforms \(--platform\) /m,
    )
    return stdout
  }

  test('a project’s code that is not trusted', async () => {
    inProject('hal.config.ts', 'export default {}\n')
    expect(await examined()).toMatch(
      /^✗ config .*hal\.config\.ts is code, .*\n.* Read it, then `hal config trust`/m,
    )
  })

  test('a folder of profiles that is not there', async () => {
    inProject('.halrc.yaml', 'profiles: [envs]\n')
    expect(await examined()).toMatch(
      /^✗ profiles .*envs is missing; the key profiles of the config needs it\.\n.* Put it there, or/m,
    )
  })

  test('authorities of one’s own that can’t be read, and a variable', async () => {
    const mine = own('build: { caBundle: none.pem }\n')
    const output = await examined({ HAL_BUILD_CA_BUNDLE: '', HAL_CPUS: 'x' })
    expect(output).toMatch(
      /^✗ ca bundle .* sets build\.caBundle to .*none\.pem; expected the path of a PEM file/m,
    )
    expect(output).toContain(`Correct ${mine}.`)
    expect(output).toMatch(/^✗ config +HAL_CPUS sets cpus to 'x'.*\n +Correct HAL_CPUS\.$/m)
  })

  test('without sending anyone to where they are', async () => {
    const { stdout } = await person.hal(['doctor'], { env: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } })
    expect(stdout).toContain('no container engine answers')
    expect(stdout).not.toContain('hal doctor')
  })
})

test('completion offers the profiles of the config that was typed, or of the project’s, as far as it may be read', async () => {
  const offered = (...args: readonly string[]) => person.hal([...args, '__complete', 'profiles'])
  const names = async (...args: readonly string[]) => (await offered(...args)).stdout.split('\n')
  mkdirSync(join(person.home, 'envs/mine'), { recursive: true })
  writeFileSync(
    join(person.home, 'envs/mine/profile.json'),
    JSON.stringify({ description: 'of my own', parent: 'base' }),
  )
  writeFileSync(join(person.home, 'envs/mine/Dockerfile'), 'ARG PARENT\nFROM $PARENT\n')
  expect(await names()).not.toContain('mine')
  inProject('other.yaml', 'profiles: [envs]\n')
  expect(await names('--config', projectFile('other.yaml'))).toContain('mine')
  inProject('hal.config.yaml', 'profiles: [envs]\n')
  expect(await names()).toContain('mine')
  inProject('hal.config.yaml', 'memmory: 1g\n')
  expect(await offered()).toMatchObject({
    stderr: '',
    exitCode: 0,
    stdout: expect.stringContaining('base\n'),
  })
})

test('root is only for who allows it', async () => {
  const started = () =>
    person.hal(['start', person.name('root'), '--root', '--image', 'debian:bookworm-slim'])
  expect(await started()).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining(
      'hal: --root needs `allowRoot: true` in your own config, which is not set.',
    ),
  })
  own('allowRoot: true\n')
  expect(await started()).toMatchObject({ stderr: '', exitCode: 0 })
})

test('limits and variables reach the worker', async () => {
  inProject('hal.config.yaml', 'pids: 300\nenv: { GREETING: "a b" }\n')
  const name = person.name('limits')
  const env = { HAL_MEMORY: '200m', HAL_CPUS: '0.5', https_proxy: 'http://proxy.invalid:3128' }
  const started = await person.hal(['start', name, '--image', 'debian:bookworm-slim'], { env })
  expect(started).toMatchObject({ stderr: '', exitCode: 0 })
  const facts = JSON.parse(
    await docker('inspect', '--format', '{{json .HostConfig}}', `hal-${name}`),
  ) as object
  expect(facts).toMatchObject({ Memory: 200 * 1024 ** 2, NanoCpus: 0.5e9, PidsLimit: 300 })
  expect(await person.ok('send', name, 'echo $GREETING', '--capture')).toBe('a b\n')
  expect(await person.ok('send', name, 'echo $HTTPS_PROXY $https_proxy', '--capture')).toBe(
    'http://proxy.invalid:3128 http://proxy.invalid:3128\n',
  )
})

test('folders of profiles come together: one’s own, those that one’s config names, and the project’s', async () => {
  const declare = (folder: string, name: string, facts: object = {}): void => {
    mkdirSync(join(person.home, folder, name), { recursive: true })
    const profile = { from: 'debian:bookworm-slim', packages: ['jq'], ...facts }
    writeFileSync(join(person.home, folder, name, 'profile.json'), JSON.stringify(profile))
  }
  own('profiles: [named]\n')
  declare('home/.config/hal/profiles', 'for-all')
  declare('home/.config/hal/profiles', 'twice', { description: 'mine' })
  declare('home/.config/hal/named', 'by-name')
  declare('.hal/profiles', 'projects')
  declare('.hal/profiles', 'twice', { description: 'the project’s' })
  declare('environments', 'by-code')
  inProject('hal.config.ts', 'export default { profiles: ["environments"] }\n')
  await person.ok('config', 'trust')
  const listed = await person.ok('profiles', 'list')
  for (const name of ['for-all', 'by-name', 'projects', 'by-code'])
    expect(listed).toMatch(new RegExp(`^${name} +not built`, 'm'))
  expect(listed).toMatch(/^twice +not built +the project’s$/m)
})

describe('the image for a session or a task', () => {
  const resolved = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    person.hal(['images', 'resolve', ...args], { env })

  test('is what variables and config name, in the order of the contract', async () => {
    writeFileSync(
      projectFile('hal.config.yaml'),
      'images: { session: "full:1", tasks: { default: "small:1", codex: "" } }\n',
    )
    expect(await resolved([])).toEqual({ stdout: 'full:1\n', stderr: '', exitCode: 0 })
    expect((await resolved(['--mode', 'task', '--agent', 'codex'])).stdout).toBe('small:1\n')
    expect((await resolved(['--agent', 'codex'])).stdout).toBe('small:1\n')
    expect(await resolved(['--mode', 'session', '--agent', 'codex'])).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining("a session's image is the same for every agent"),
      exitCode: 2,
    })
    const env = { TASK_IMAGE_CODEX: 'codex:2', TASK_IMAGE_DEFAULT: '' }
    expect((await resolved(['--mode', 'task', '--agent', 'codex'], env)).stdout).toBe('codex:2\n')
    const explained = await resolved(['--mode', 'task', '--agent', 'claude', '--explain'], env)
    expect(explained.stdout.split('\n').map((line) => line.trim())).toEqual([
      'TASK_IMAGE_CLAUDE   images.tasks.claude   not set',
      '✓  TASK_IMAGE_DEFAULT  images.tasks.default  small:1',
      'TTYD_IMAGE          images.session        full:1',
      '',
    ])
    const json = await resolved(['--mode', 'task', '--json'], { TTYD_IMAGE: 'other:1' })
    expect(JSON.parse(json.stdout)).toEqual({
      ...{ version: 1, image: 'small:1', from: 'TASK_IMAGE_DEFAULT' },
      chain: [
        { name: 'TASK_IMAGE_DEFAULT', image: 'small:1' },
        { name: 'TTYD_IMAGE', image: 'other:1' },
      ],
    })
  })

  test('of an agent that hal doesn’t know is that of all others, and a slip is said', async () => {
    const env = { TASK_IMAGE_DEFAULT: 'small:1', TASK_IMAGE_MINE: 'mine:1' }
    expect(await resolved(['--agent', 'codx'], env)).toEqual({
      stdout: 'small:1\n',
      stderr: 'hal: hal knows no agent codx, and no image is named for it alone. Did you mean codex?\n',
      exitCode: 0,
    })
    expect(await resolved(['--agent', 'mine'], env)).toEqual({ stdout: 'mine:1\n', stderr: '', exitCode: 0 })
  })

  test('that nobody named is not found, and wrong words are usage', async () => {
    expect(await resolved(['--mode', 'task', '--agent', 'codex'])).toEqual({
      stdout: '',
      stderr:
        'hal: no image is named for a task, so `hal run` takes the profile base.\n     To name one, set TASK_IMAGE_CODEX, or else TASK_IMAGE_DEFAULT, or else TTYD_IMAGE, or images.tasks in your config.\n',
      exitCode: 5,
    })
    inProject('hal.config.yaml', 'images: { tasks: { default: "" } }\n')
    const explained = await resolved(['--mode', 'task', '--agent', 'codex', '--explain'])
    expect(explained).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('no image is named') })
    expect(explained.stdout.split('\n').map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['TASK_IMAGE_CODEX', 'images.tasks.codex', 'not set'],
      ['TASK_IMAGE_DEFAULT', 'images.tasks.default', 'empty'],
      ['TTYD_IMAGE', 'images.session', 'not set'],
      [''],
    ])
    expect((await resolved([])).stderr).toContain(
      'no image is named for a session, so `hal start` takes the profile base.',
    )
    expect(await resolved(['--mode', 'nap'])).toMatchObject({ stdout: '', exitCode: 2 })
  })
})
