import { symlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { madeHome } from './folders.fixture.ts'

describe('what holds', () => {
  test('is hal’s own defaults when nobody says otherwise', async () => {
    const { load, stateDir } = madeHome()
    const loaded = await load()
    expect(loaded).toMatchObject({
      ok: true,
      value: { config: { owner: 'ada', memory: '4g', cpus: 2, network: 'hal' }, files: [], stateDir },
    })
    if (loaded.ok) expect(new Set(loaded.value.origins.values())).toEqual(new Set(['default']))
  })

  test('is what the nearest to the person says: flags, variables, project, own file, defaults', async () => {
    const { load, write } = madeHome()
    const user = write(
      '.config/hal/config.yaml',
      'engine: a\nprofile: user\nimages: { org: user, registry: user }\ncpus: 4',
    )
    const project = write(
      'project/hal.config.json',
      '{ "profile": "project", "images": { "org": "project" }, "cpus": 3 }',
    )
    const loaded = await load({ env: { HAL_CPUS: '8', HAL_ENGINE: 'b' }, flags: { engine: 'c' } })
    expect(loaded).toMatchObject({
      ok: true,
      value: {
        config: {
          engine: 'c',
          cpus: 8,
          profile: 'project',
          images: { org: 'project', registry: 'user' },
          pids: 1024,
        },
        files: [
          { kind: 'user', path: user },
          { kind: 'project', path: project },
        ],
      },
    })
    expect(loaded.ok && Object.fromEntries(loaded.value.origins)).toMatchObject({
      ...{ engine: '--engine', cpus: 'HAL_CPUS', profile: project, pids: 'default' },
      ...{ 'images.org': project, 'images.registry': user },
    })
  })

  test('has the variables for workers of every file', async () => {
    const { load, write } = madeHome()
    write('.config/hal/config.json', '{ "env": { "A": "user", "B": "user" } }')
    const project = write('project/.halrc', 'env: { B: project }')
    const loaded = await load()
    expect(loaded).toMatchObject({ ok: true, value: { config: { env: { A: 'user', B: 'project' } } } })
    expect(loaded.ok && loaded.value.origins.get('env.B')).toBe(project)
  })

  test('takes the well-known variables, in either spelling of a proxy', async () => {
    const { load } = madeHome()
    const env = {
      IMG_REGISTRY: 'r.example',
      IMG_ORG: 'o',
      VERSION: '1',
      https_proxy: 'http://p',
      HAL_OWNER: '',
      HAL_ALLOW_ROOT: 'yes',
    }
    expect(await load({ env })).toMatchObject({
      ok: true,
      value: {
        config: {
          owner: 'ada',
          allowRoot: true,
          proxy: { https: 'http://p' },
          images: { registry: 'r.example', org: 'o', version: '1' },
        },
      },
    })
  })

  test('writes paths from the folder that says them, or from home', async () => {
    const { load, write, home, project } = madeHome()
    write('.config/hal/config.yaml', 'mounts: [{ source: ~/notes, target: /notes }]\nprofiles: [more]')
    expect(await load({ env: { HAL_WORKSPACE: 'here' } })).toMatchObject({
      ok: true,
      value: {
        config: {
          mounts: [{ source: `${home}/notes`, target: '/notes', isReadOnly: true }],
          profiles: [`${home}/.config/hal/more`],
          workspace: `${project}/here`,
        },
      },
    })
  })

  test('is found from a folder inside the project, and the person’s folders go where XDG says', async () => {
    const { load, write, home, project } = madeHome()
    write('project/package.json', '{ "name": "x", "hal": { "cpus": 1 } }')
    write('xdg/hal/config.yml', 'pids: 64')
    const env = { XDG_CONFIG_HOME: `${home}/xdg`, XDG_STATE_HOME: `${home}/state` }
    expect(await load({ cwd: `${project}/src/deep`, env })).toMatchObject({
      ok: true,
      value: {
        config: { cpus: 1, pids: 64 },
        stateDir: `${home}/state/hal`,
        userConfigDir: `${home}/xdg/hal`,
      },
    })
    expect(await load({ env: { ...env, HAL_STATE: '/s' } })).toMatchObject({ value: { stateDir: '/s' } })
  })

  test('is not what stands above the project’s git root', async () => {
    const { load, write } = madeHome()
    write('hal.config.yaml', 'cpus: 1')
    expect(await load()).toMatchObject({ ok: true, value: { config: { cpus: 2 }, files: [] } })
  })

  test('is the file that --config names, in place of the project’s', async () => {
    const { load, write } = madeHome()
    write('project/hal.config.yaml', 'cpus: 1')
    write('project/ci.yaml', 'pids: 9')
    expect(await load({ configFile: 'ci.yaml' })).toMatchObject({
      ok: true,
      value: { config: { cpus: 2, pids: 9 } },
    })
    expect(await load({ configFile: 'none.yaml' })).toMatchObject({
      ok: false,
      failure: { reason: 'config-unreadable', detail: 'there is no such file.' },
    })
  })
})

describe('a mistake', () => {
  test.each([
    ['memroy: 4g', 'memroy', 'memory'],
    ['images: { registy: x }', 'images.registy', 'images.registry'],
    ['registry: x', 'registry', 'images.registry'],
    ['zzzzzz: 1', 'zzzzzz', undefined],
  ])('in a key is told with the key that was meant: %s', async (text, path, suggestion) => {
    const { load, write } = madeHome()
    const file = write('project/hal.config.yml', text)
    expect(await load()).toEqual({
      ok: false,
      failure: { reason: 'unknown-config-key', file, path, suggestion },
    })
  })

  test.each([
    ['cpus: many', 'cpus', 'a number above 0', "'many'"],
    ['memory: 4 elephants', 'memory', 'a size such as 512m or 4g', "'4 elephants'"],
    [
      'env: { A: 1 }',
      'env.A',
      'names and their texts, such as { LANG: "C.UTF-8" } (in YAML a number or a yes is a text in quotes: "1")',
      '1',
    ],
    ['images: 5', 'images', 'keys and their values', '5'],
    ['just words', '', 'keys and their values', "'just words'"],
  ])('in a value is told with what was expected: %s', async (text, path, expected, got) => {
    const { load, write } = madeHome()
    const file = write('.config/hal/config.yaml', text)
    expect(await load()).toEqual({ ok: false, failure: { reason: 'wrong-value', file, path, expected, got } })
  })

  test('in a variable names the variable', async () => {
    const { load } = madeHome()
    expect(await load({ env: { HAL_CPUS: 'x' } })).toMatchObject({
      failure: { reason: 'wrong-value', file: 'HAL_CPUS', path: 'cpus' },
    })
    expect(await load({ env: { HAL_BUILD_CA_BUNDLE: '/none.pem' } })).toMatchObject({
      failure: {
        reason: 'wrong-value',
        file: 'HAL_BUILD_CA_BUNDLE',
        path: 'build.caBundle',
        got: '/none.pem',
      },
    })
  })

  test('of a secret for builds is told with its id', async () => {
    const { load, write, home } = madeHome()
    const file = write('.config/hal/config.yaml', 'build: { secrets: { npmrc: ~/none } }')
    expect(await load()).toMatchObject({
      failure: { reason: 'wrong-value', file, path: 'build.secrets.npmrc', got: `${home}/none` },
    })
    write('.config/hal/config.yaml', 'build: { secrets: { ca: ~/none } }')
    expect(await load()).toMatchObject({ failure: { reason: 'wrong-value', path: 'build.secrets.ca' } })
  })

  test('in the writing of a file is told with the file', async () => {
    const { load, write } = madeHome()
    const file = write('project/.halrc.json', '{ "cpus": ')
    const loaded = await load()
    expect(loaded).toMatchObject({ ok: false, failure: { reason: 'config-unreadable', file } })
    expect(JSON.stringify(loaded)).not.toContain('Error in')
  })

  test('can’t write to the person’s terminal as it likes', async () => {
    const { load, write } = madeHome()
    write('project/hal.config.yaml', 'cpus: [1\nb: "\u001b]0;owned\u0007"')
    const loaded = await load()
    expect(loaded).toMatchObject({ ok: false, failure: { reason: 'config-unreadable' } })
    expect(
      !loaded.ok && loaded.failure.reason === 'config-unreadable' && loaded.failure.detail,
    ).not.toContain('\u001b')
  })
})

describe('a project', () => {
  test.each([
    ['engine: process', 'engine', false],
    ['owner: x', 'owner', false],
    ['mounts: []', 'mounts', false],
    ['network: host', 'network', false],
    ['allowPlainHttp: true', 'allowPlainHttp', false],
    ['allowRoot: true', 'allowRoot', false],
    ['allowNoIsolation: true', 'allowNoIsolation', false],
    ['build: { caBundle: x.pem }', 'build.caBundle', false],
    ['build: { secrets: { key: x } }', 'build.secrets', false],
    ['agents: { claude: { baseUrl: "https://elsewhere.example" } }', 'agents', false],
    ['agents: { mine: { command: [sh] } }', 'agents', false],
    ['secrets: { KEY: { exec: [cat, /etc/passwd] } }', 'secrets', false],
    ['workspace: ..', 'workspace', true],
    ['workspace: ~/.ssh', 'workspace', true],
    ['profiles: [mine, /etc]', 'profiles', true],
  ])('can’t reach further than the person lets it: %s', async (text, path, isOutside) => {
    const { load, write } = madeHome()
    const file = write('project/hal.config.yaml', text)
    expect(await load()).toEqual({ ok: false, failure: { reason: 'widening-key', file, path, isOutside } })
  })

  test.each([
    ...['ANTHROPIC_BASE_URL', 'CLAUDE_CONFIG_DIR', 'OPENAI_BASE_URL', 'CODEX_HOME', 'GEMINI_API_KEY'],
    ...['GOOGLE_GEMINI_BASE_URL', 'COPILOT_PROVIDER_BASE_URL', 'GH_HOST', 'GITHUB_TOKEN'],
    ...['OPENCODE_CONFIG_CONTENT', 'XDG_CONFIG_HOME', 'HTTPS_PROXY', 'https_proxy', 'all_proxy'],
    ...['LD_PRELOAD', 'NODE_OPTIONS', 'NODE_TLS_REJECT_UNAUTHORIZED', 'PATH', 'HAL_ROOT'],
  ])('can’t send an agent elsewhere by %s, which the person can', async (name) => {
    const { load, write } = madeHome()
    const text = `env: { LANG: C, ${name}: http://elsewhere.example }`
    write('.config/hal/config.yaml', text)
    expect(await load()).toMatchObject({ ok: true })
    const file = write('project/hal.config.yaml', text)
    expect(await load()).toEqual({
      ok: false,
      failure: { reason: 'redirecting-variable', file, path: `env.${name}` },
    })
  })

  test('can’t lead out of itself by a link, not even by one to what doesn’t exist yet', async () => {
    const { load, write, project, home } = madeHome()
    write('project/hal.config.yaml', 'workspace: out/later')
    write('secrets/key', '')
    symlinkSync(`${home}/secrets`, `${project}/out`)
    expect(await load()).toMatchObject({ failure: { reason: 'widening-key', path: 'workspace' } })
    await rm(`${home}/secrets`, { recursive: true })
    expect(await load()).toMatchObject({ failure: { reason: 'widening-key', path: 'workspace' } })
  })

  test('can lower the limits, not raise them, and what is left aside is known', async () => {
    const { load, write } = madeHome()
    write('.config/hal/config.yaml', 'memory: 2g\ncpus: 4')
    const file = write('project/hal.config.yaml', 'memory: 3000m\ncpus: 1.5\npids: 4096')
    expect(await load()).toMatchObject({
      ok: true,
      value: {
        config: { memory: '2g', cpus: 1.5, pids: 1024 },
        leftAside: [
          { path: 'memory', value: '3000m', holds: '2g', file },
          { path: 'pids', value: '4096', holds: '1024', file },
        ],
      },
    })
    write('project/hal.config.yaml', 'memory: 2048m\ncpus: 4')
    expect(await load()).toMatchObject({ value: { config: { memory: '2g' }, leftAside: [] } })
  })
})
