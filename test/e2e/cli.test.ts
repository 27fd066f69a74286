import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bin, docker, list, nowhere, Person, version, type WorkerJson } from '../rigs/hal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

describe('without an engine', () => {
  test.each([['--version'], ['-V'], ['version']])('%s prints the version', async (flag) => {
    expect(await person.hal([flag], { env: nowhere })).toEqual({
      stdout: `${version}\n`,
      stderr: '',
      exitCode: 0,
    })
  })

  test.each([
    [[], 'attach'],
    [['--help'], 'build-profiles'],
    [['help', 'send'], '--capture'],
    [['help', 'workers', 'start'], '--memory'],
    [['workers', '--help'], 'dashboard'],
    [['workers'], 'dashboard'],
    [['start', '--help'], '--memory'],
    [['send', '-h'], 'Examples:'],
  ])('%j prints its help without an engine', async (args, word) => {
    const { stdout, stderr, exitCode } = await person.hal(args, { env: nowhere })
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
    expect(stdout).toContain('Usage: hal')
    expect(stdout).toContain(word)
  })

  test('says what it tried and what to do', async () => {
    const { stdout, stderr, exitCode } = await person.hal(['ls'], { env: nowhere })
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 3 })
    expect(stderr).toContain('DOCKER_HOST: unix:///nowhere/docker.sock (nothing there)')
    expect(stderr).toContain('Start Docker')
  })
})

describe('a slip of the keyboard', () => {
  test.each([
    [['sned', 'x'], "unknown command 'sned'", 'Did you mean send?'],
    [['strat'], "unknown command 'strat'", 'Did you mean start?'],
    [['workers', 'lst'], "unknown command 'lst'", 'Did you mean list?'],
    [['ls', '--jsn'], "unknown option '--jsn'", 'Did you mean --json?'],
    [['start', '--memry', '1g'], "unknown option '--memry'", 'Did you mean --memory?'],
    [['help', 'sned'], "unknown command 'sned'", 'Did you mean send?'],
    [['qqqqqqqq'], "unknown command 'qqqqqqqq'", 'hal --help'],
    [['ls', 'extra'], 'takes no arguments, and got extra', 'hal workers list --help'],
    [['start', 'a', 'b'], 'takes one name, and got a, b', 'Usage: hal workers start [options] [name]'],
    [['send'], 'missing required argument', 'Usage: hal send [options] <name> [text]'],
    [['start', '--count', 'many'], '--count', 'hal workers start --help'],
    [['--', 'x'], 'takes nothing after --', 'hal --help'],
    [['ls', '--', 'x'], 'takes nothing after --', 'hal workers list --help'],
  ])('%j is answered with what was meant', async (args, what, next) => {
    const { stdout, stderr, exitCode } = await person.hal(args)
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 })
    expect(stderr).toMatch(/^hal: /)
    expect(stderr).toContain(what)
    expect(stderr).toContain(next)
  })
})

test.each([
  [['stop', '--all'], 'no worker runs.'],
  [['thaw', '--all'], 'no worker is frozen.'],
  [['rm', '--all'], 'no worker has ended'],
  [['rm', '--all', '--force'], 'there are no workers.'],
])('%j says so when it meets nobody', async (args, words) => {
  const { stdout, stderr, exitCode } = await person.hal(args)
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 0 })
  expect(stderr).toContain(`hal: ${words}`)
})

describe('in a pipe', () => {
  test('a reader that has enough is no failure', async () => {
    await person.start('piped')
    const script = `set -o pipefail; "${process.execPath}" "${bin}" workers --help | true && "${process.execPath}" "${bin}" ls | head -1`
    const piped = await execa('bash', ['-c', script], {
      env: person.env,
      extendEnv: false,
      cwd: person.home,
    })
    expect(piped).toMatchObject({ stderr: '', exitCode: 0 })
    expect(piped.stdout).toMatch(/^WORKER +STATE/)
    await person.ok('send', person.name('piped'), 'seq 1 300000', '--capture')
    const logs = `set -o pipefail; "${process.execPath}" "${bin}" logs ${person.name('piped')} | head -1`
    expect(
      await execa('bash', ['-c', logs], { env: person.env, extendEnv: false, cwd: person.home }),
    ).toMatchObject({ stderr: '', exitCode: 0 })
  })

  test('has data on stdout and everything else on stderr, both without colours', async () => {
    const name = await person.start('plain')
    const failed = await person.hal(['inspect', 'nobody'])
    expect(failed).toMatchObject({ stdout: '', exitCode: 5 })
    expect(failed.stderr).toMatch(/^hal: no worker is named "nobody"\./)
    const listed = await person.hal(['ls'])
    expect(listed).toMatchObject({ stderr: '', exitCode: 0 })
    expect(listed.stdout.split('\n')).toEqual([
      expect.stringMatching(/^WORKER +STATE/),
      expect.stringMatching(new RegExp(`^${name} +ready`)),
      '',
    ])
    expect(listed.stdout).not.toContain('\x1b')
    const forced = await person.hal(['ls'], { env: { FORCE_COLOR: '1' } })
    expect(forced.stdout).toContain('\x1b[')
  })

  test('--json answers failures as data, too', async () => {
    const { stdout, exitCode } = await person.hal(['inspect', 'nobody', '--json'])
    expect(exitCode).toBe(5)
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      failure: { reason: 'no-such-worker', name: 'nobody', message: 'no worker is named "nobody".' },
    })
  })
})

test('a terminal gets colours, unless NO_COLOR or --no-color asks for none', async () => {
  await person.start('colours')
  const shown = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    await using terminal = person.terminal(args, { env })
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
    return terminal.rawOutput()
  }
  expect(await shown(['ls'])).toContain('\x1b[')
  expect(await shown(['ls'], { NO_COLOR: '1' })).not.toContain('\x1b[')
  expect(await shown(['--no-color', 'ls'])).not.toContain('\x1b[')
})

test('list --watch repaints on a terminal as workers come, end and go, until ctrl-c', async () => {
  await using terminal = person.terminal(['ls', '--watch'])
  await terminal.waitFor('no workers yet')
  const name = await person.start('watched')
  await terminal.waitFor(new RegExp(`^WORKER.*\n${name} +ready`))
  await docker('kill', `hal-${name}`)
  await terminal.waitFor(new RegExp(`^${name} +failed 137`, 'm'))
  await person.ok('rm', name)
  await terminal.waitFor((screen) => screen.startsWith('no workers yet'))
  terminal.type('\x03')
  expect(await terminal.exit).toMatchObject({ exitCode: 130 })
})

test('a list is as wide as its terminal, and whole in a pipe', async () => {
  const name = await person.start('wide')
  const whole = await person.ok('ls')
  expect(Math.max(...whole.split('\n').map((line) => line.length))).toBeGreaterThan(70)
  const rowsIn = async (columns: number) => {
    await using terminal = person.terminal(['ls'], { columns, rows: 10 })
    expect(await terminal.exit).toMatchObject({ exitCode: 0 })
    return terminal.screen().split('\n')
  }
  // What it was made of goes first; then the rest gives way.
  expect(await rowsIn(70)).toEqual([
    expect.stringMatching(/^WORKER +STATE +FOR +PROFILE +WORKSPACE$/),
    expect.stringMatching(new RegExp(`^${name} +ready .* ${person.home}$`)),
  ])
  expect(await rowsIn(40)).toEqual([
    expect.stringMatching(/^WORKER +STATE /),
    expect.stringMatching(new RegExp(`^${name} +ready .*…`)),
  ])
})

test('list --watch shows on a terminal what each worker uses', async () => {
  const name = await person.start('busy', '--memory', '256m')
  await person.start('idle')
  await person.ok('send', name, 'while :; do :; done')
  await using terminal = person.terminal(['ls', '--watch'])
  await terminal.waitFor(new RegExp(`^WORKER.* CPU +MEM .*\n${name} +ready .* [1-9]\\d+% +\\d+M/256M`))
  await person.ok('stop', name)
  await terminal.waitFor(new RegExp(`^${name} +(exited|failed).* –  +– `, 'm'))
  expect(terminal.screen().split('\n')).toHaveLength(3)
  terminal.type('\x03')
  expect(await terminal.exit).toMatchObject({ exitCode: 130 })
})

test('list --filter and its JSON name the same worker', async () => {
  const [one] = [await person.start('one'), await person.start('two')]
  await person.ok('stop', one)
  expect((await person.ok('ls', '--filter', 'phase=exited')).split('\n')).toHaveLength(3)
  const { workers } = await person.json<{ workers: WorkerJson[] }>('ls', '--filter', 'phase=exited')
  expect(workers.map(({ name }) => name)).toEqual([one])
  const wrong = await person.hal(['ls', '--filter', 'phse=exited'])
  expect(wrong).toMatchObject({ stdout: '', exitCode: 2 })
})

test('inspect, windows and health have the shapes that scripts rely on', async () => {
  const name = await person.start('shapes', '--memory', '256m')
  const inspected = await person.json<object>('inspect', name)
  expect(inspected).toMatchObject({
    version: 1,
    worker: {
      ...{
        name,
        phase: 'ready',
        activity: 'shell',
        image: 'debian:bookworm-slim',
        profile: null,
        agent: null,
        command: [],
        agentExitCode: null,
      },
      ...{ owner: person.owner, workspace: person.home, containerName: `hal-${name}`, halVersion: version },
      ...{ exitCode: null, isOom: false, why: null },
      limits: { memoryBytes: 256 * 1024 ** 2, cpus: expect.any(Number), pids: 1024 },
      containerId: expect.stringMatching(/^[0-9a-f]{64}$/),
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    },
  })
  expect(await person.ok('inspect', name)).toMatch(/^worker +shapes-/)
  expect(await person.json('windows', name)).toEqual({
    version: 1,
    workers: [
      {
        worker: name,
        windows: [
          {
            ...{ index: 0, name: 'shell', isActive: true, columns: 200, rows: 50 },
            ...{ command: 'bash', isDead: false, paneId: '%0' },
          },
        ],
      },
    ],
  })
  expect(await person.json('health')).toEqual({
    version: 1,
    workers: [
      {
        ...{ name, phase: 'ready', activity: 'shell', agentExitCode: null },
        ...{ activitySince: null, activityBy: null, question: null },
        tmux: { kind: 'answers', inMs: expect.any(Number) },
        stats: expect.objectContaining({
          cpuPercent: expect.any(Number),
          memoryBytes: expect.any(Number),
          memoryLimitBytes: 256 * 1024 ** 2,
        }),
      },
    ],
  })
})

test('health asks those that are named, and says who is not there', async () => {
  const [one] = [await person.start('asked'), await person.start('unasked')]
  const names = async (...args: readonly string[]) =>
    (await person.json<{ workers: { name: string }[] }>('health', ...args)).workers.map(({ name }) => name)
  expect(await names(one)).toEqual([one])
  expect(await names('asked', one)).toEqual([one])
  expect(await names()).toHaveLength(2)
  const wrong = await person.hal(['health', one, 'nobody'])
  expect(wrong).toMatchObject({ stdout: '', exitCode: 5 })
  expect(wrong.stderr).toContain('no worker is named "nobody"')
})

describe('prune', () => {
  test('removes what ended, and nothing that runs', async () => {
    const [ended, running] = [await person.start('ended'), await person.start('running')]
    await person.ok('stop', ended)
    const { results } = await person.json<{ results: { name: string }[] }>('prune', '--force')
    // Tools that an older hal left behind go, too, where there are any.
    expect(results.filter(({ name }) => !name.startsWith('hal.tools.'))).toMatchObject([
      { name: ended, isOk: true },
    ])
    expect(await list(person)).toMatchObject([{ name: running, phase: 'ready' }])
    expect(await person.ok('prune')).toBe('nothing to remove\n')
  })

  test('shows on a terminal what it would remove, and asks', async () => {
    const ended = await person.start('asked')
    await person.ok('stop', ended)
    const answered = async (answer: string) => {
      await using terminal = person.terminal(['prune'])
      await terminal.waitFor('(y/N)')
      expect(terminal.screen()).toMatch(new RegExp(`^  ${ended} +exited +\\d+s ago +${person.home}`))
      terminal.type(answer)
      const { exitCode } = await terminal.exit
      return { exitCode, screen: terminal.screen() }
    }
    for (const no of ['\r', 'n\r', '\x03']) {
      expect(await answered(no)).toMatchObject({
        exitCode: 1,
        screen: expect.stringContaining('nothing was removed'),
      })
      expect(await list(person)).toHaveLength(1)
    }
    expect(await answered('y\r')).toMatchObject({
      exitCode: 0,
      screen: expect.stringContaining(`${ended}   removed in`),
    })
    expect(await list(person)).toEqual([])
  })

  test('removes nothing unasked where nobody can be asked', async () => {
    const ended = await person.start('kept')
    await person.ok('stop', ended)
    const refused = await person.hal(['prune'])
    expect(refused).toMatchObject({ stdout: '', exitCode: 2 })
    expect(refused.stderr).toContain(`prune would remove ${ended}`)
    expect(refused.stderr).toContain('hal prune --force')
    expect(await person.json('prune')).toMatchObject({ failure: { reason: 'unconfirmed', names: [ended] } })
    expect(await list(person)).toHaveLength(1)
  })
})

describe('remove --all', () => {
  test('removes what ended after a yes, and says who stays', async () => {
    const [ended, running] = [await person.start('ended'), await person.start('running')]
    await person.ok('stop', ended)
    const answered = async (answer: string) => {
      await using terminal = person.terminal(['rm', '--all'])
      await terminal.waitFor('(y/N)')
      expect(terminal.screen()).toContain(`${running} has not ended, so it stays`)
      terminal.type(answer)
      const { exitCode } = await terminal.exit
      return { exitCode, screen: terminal.screen() }
    }
    expect(await answered('n\r')).toMatchObject({
      exitCode: 1,
      screen: expect.stringContaining('nothing was removed'),
    })
    expect(await list(person)).toHaveLength(2)
    expect(await answered('y\r')).toMatchObject({
      exitCode: 0,
      screen: expect.stringContaining(`${ended}   removed in`),
    })
    expect(await list(person)).toMatchObject([{ name: running, phase: 'ready' }])
  })

  test('removes nothing unasked where nobody can be asked; --force asks nobody', async () => {
    const [ended, running] = [await person.start('kept'), await person.start('at-work')]
    await person.ok('stop', ended)
    const refused = await person.hal(['rm', '--all'])
    expect(refused).toMatchObject({ stdout: '', exitCode: 2 })
    expect(refused.stderr).toContain(`remove --all would remove ${ended} with files and logs`)
    expect(refused.stderr).toContain(`${running} has not ended, so it stays`)
    expect(await list(person)).toHaveLength(2)
    await person.ok('rm', '--all', '--force')
    expect(await list(person)).toEqual([])
  })
})
