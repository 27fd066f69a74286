import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { docker, dockerTry, list, Person } from '../rigs/hal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

describe('a worker’s life', () => {
  test('starts on a plain Debian, works on the current folder, stops and comes back with its files', async () => {
    const name = await person.start('life')
    writeFileSync(join(person.home, 'from-outside.txt'), 'hello')

    expect(await person.ok('send', name, 'cat from-outside.txt', '--capture')).toBe('hello')
    await person.ok('send', name, 'echo kept > ~/note; pwd; whoami; id -u', '--capture')

    expect(await person.ok('workers', 'stop', name)).toContain(`${name}   stopped in`)
    expect(await list(person)).toMatchObject([
      { name, phase: 'exited', exitCode: 0, containerName: `hal-${name}` },
    ])

    expect(await person.ok('workers', 'start', name)).toContain('back in')
    expect(await person.ok('send', name, 'cat ~/note', '--capture')).toBe('kept\n')
    await person.ok('workers', 'remove', name, '--force')
    expect(await list(person)).toEqual([])
  })

  // The second start of an image knows its accounts, and takes the short way where hal can enter the volume.
  test.each([
    { how: 'through the engine', env: { HAL_DIRECT: 'off' } },
    { how: 'by the volume', env: {} },
  ])('has a home and an account of its own, furnished $how', async ({ env }) => {
    await using someone = new Person(env)
    for (const short of ['first', 'second']) {
      const name = await someone.start(short)
      const look = 'whoami; ls -A ~; echo kept > ~/note; test -O ~ && echo mine; touch /etc/passwd'
      expect(await someone.hal(['send', name, look, '--capture'])).toMatchObject({
        stdout: expect.stringMatching(/^hal\nmine\ntouch: .*\n$/),
        exitCode: 1,
      })
      await someone.ok('restart', name)
      expect(await someone.ok('send', name, 'cat ~/note', '--capture')).toBe('kept\n')
    }
  })

  test('is talked to from its first moment by its socket alone, where that is at hand', async () => {
    await person.start('ahead')
    const since = Date.now() / 1000
    const names = []
    for (const short of ['a', 'b', 'c', 'd', 'e', 'f']) names.push(await person.start(short))
    const asked = ['--since', `${since}`, '--until', `${Date.now() / 1000}`, '--format', '{{.Action}}']
    const filters = names.flatMap((name) => ['--filter', `container=hal-${name}`])
    const happened = await docker('events', ...asked, ...filters)
    expect(happened.split('\n')).toContain('start')
    expect(happened).not.toContain('exec_')
  })

  test('finds nothing of another that had its name and was removed by hand', async () => {
    await person.start('warm')
    const name = await person.start('again')
    await person.ok('send', name, 'echo secret > ~/left; echo secret', '--capture')
    await docker('rm', '-f', `hal-${name}`)
    await person.start('again')
    expect(await person.ok('send', name, 'ls -A ~', '--capture')).toBe('')
    expect(await person.ok('logs', name)).not.toContain('secret')
  })

  test('leaves no folder on the volume once it is removed, or removed by hand and pruned', async () => {
    const removed = await person.start('removed')
    const byHand = await person.start('by-hand')
    const running = await person.start('running')
    const folders = async () =>
      (
        await docker(
          ...['run', '--rm', '-v', 'hal-sockets:/s', 'debian:bookworm-slim', 'ls', `/s/${person.owner}`],
        )
      ).split('\n')
    expect(await folders()).toEqual(expect.arrayContaining([removed, byHand, running]))
    await person.ok('rm', removed, '--force')
    await docker('rm', '-f', `hal-${byHand}`)
    await person.ok('prune', '--force')
    expect(await folders()).toEqual([running, `${running}.home`])
    expect(await person.ok('send', running, 'echo here > ~/still; cat ~/still', '--capture')).toBe('here\n')
  })

  test('starting twice is idempotent when nothing else was asked for, and refused when it was', async () => {
    const name = await person.start('twice')
    expect(await person.ok('workers', 'start', name)).toContain('ran already')
    const other = await person.hal(['workers', 'start', name, '--memory', '1g'])
    expect(other.exitCode).toBe(1)
    expect(other.stderr).toContain(
      `a worker named ${name} exists and differs: its memory is 4G, asked for 1G.`,
    )
    expect(other.stderr).toContain(`hal workers remove ${name} --force`)
    await person.ok('rm', name, '--force')
  })

  test('refuses a name that a foreign container has', async () => {
    const name = person.name('taken')
    await docker(
      'create',
      '--name',
      `hal-${name}`,
      '--label',
      `dev.hal.test=${person.owner}`,
      'debian:bookworm-slim',
      'true',
    )
    try {
      const { exitCode, stderr } = await person.hal(['start', name, '--image', 'debian:bookworm-slim'])
      expect(exitCode).toBe(1)
      expect(stderr).toContain(`a container named hal-${name} exists, and it is no worker of hal's`)
    } finally {
      await docker('rm', `hal-${name}`)
    }
  })

  test('starts several at once, numbered, and stops them side by side', async () => {
    const name = person.name('many')
    const out = await person.ok('start', name, '--count', '4', '--image', 'debian:bookworm-slim')
    expect(out.match(/ready in/g)).toHaveLength(4)
    expect((await list(person)).map((worker) => worker.name)).toEqual(
      [1, 2, 3, 4].map((number) => `${name}-${number}`),
    )
    await person.ok('workers', 'stop', '--all')
    expect((await list(person)).map((worker) => worker.phase)).toEqual([
      'exited',
      'exited',
      'exited',
      'exited',
    ])
    await person.ok('prune', '--force')
    expect(await list(person)).toEqual([])
  })

  test('starts far more at once than its engine can bring up at once, and brings all of them back', async () => {
    const name = person.name('crowd')
    const small = ['--image', 'debian:bookworm-slim', '--memory', '64m', '--workspace', 'empty']
    const out = await person.ok('start', name, '--count', '40', ...small)
    expect(out.match(/ready in/g)).toHaveLength(40)
    expect((await person.ok('restart', '--all')).match(/back in/g)).toHaveLength(40)
    await person.ok('rm', '--all', '--force')
  })

  test('has the limits that were asked for, and never more CPUs than the engine has', async () => {
    const name = await person.start('limits', '--memory', '256m', '--cpus', '999', '--pids', '200')
    const facts = JSON.parse(await docker('inspect', `hal-${name}`)) as [
      { HostConfig: { Memory: number; PidsLimit: number; NanoCpus: number } },
    ]
    const engineCpus = Number(await docker('info', '--format', '{{.NCPU}}'))
    expect(facts[0].HostConfig).toMatchObject({
      Memory: 256 * 1024 ** 2,
      PidsLimit: 200,
      NanoCpus: engineCpus * 1e9,
    })
    await person.ok('rm', name, '--force')
  })

  test('is told of a limit that is more than there is, and that an image and a profile are one too many', async () => {
    const name = person.name('greedy')
    const greedy = ['start', name, '--image', 'debian:bookworm-slim', '--memory', '900t', '--cpus', '999']
    const { stderr } = await person.hal(greedy)
    expect(stderr).toMatch(/the engine has \d+ CPUs, so it gets those, and not 999/)
    expect(stderr).toContain('its limit of memory is more than the engine has')
    const both = await person.hal(['start', '--image', 'debian:bookworm-slim', '--profile', 'base'])
    expect(both).toMatchObject({ exitCode: 2, stdout: '' })
    expect(both.stderr).toContain('--image and --profile: expected one of them, got "both"')
    await person.ok('rm', name, '--force')
  })

  test('what is so already is said to be, and --all restarts what runs', async () => {
    const [ended, running] = [await person.start('ended'), await person.start('running')]
    expect(await person.ok('stop', ended)).toContain('stopped in')
    expect(await person.ok('stop', ended)).toContain('nothing to do: stopped already')
    expect(await person.ok('thaw', running)).toContain('nothing to do: thawed already')
    expect(await person.ok('restart', '--all')).toMatch(new RegExp(`^. ${running} +back in [^\n]+\n$`))
    expect(await person.ok('list')).toMatch(new RegExp(`${ended} +exited`))
    await person.ok('stop', '--all')
    expect((await person.hal(['broadcast', 'true'])).stderr).toContain('no worker runs.')
    const filtered = await person.hal(['broadcast', 'true', '--filter', 'profile=nope'])
    expect(filtered).toMatchObject({ exitCode: 5 })
    expect(filtered.stderr).toContain('no worker fits the filter.')
    await person.ok('rm', '--all', '--force')
  })

  test('freezes and thaws', async () => {
    const name = await person.start('cold')
    await person.ok('freeze', name)
    expect(await list(person)).toMatchObject([{ phase: 'frozen' }])
    const sent = await person.hal(['send', name, 'true', '--capture', '--timeout', '5s'])
    expect(sent).toMatchObject({ exitCode: 125 })
    expect(sent.stderr).toContain('is frozen')
    await person.ok('thaw', name)
    expect(await person.ok('send', name, 'echo warm', '--capture')).toBe('warm\n')
    await person.ok('rm', name, '--force')
  })

  test('sets variables inside, with any value', async () => {
    const value = `a 'b' "c" $HOME; \`id\` ${'é'}`
    const name = await person.start('env', '--env', `GREETING=${value}`)
    expect(await person.ok('send', name, 'printf %s "$GREETING"', '--capture')).toBe(value)
    await person.ok('rm', name, '--force')
  })

  test('runs a command in its agent window, whose end stays visible', async () => {
    const name = person.name('agent')
    await person.ok(
      'start',
      name,
      '--image',
      'debian:bookworm-slim',
      '--',
      'sh',
      '-c',
      'echo "it\'s $0 $HAL_WORKER"; exit 3',
    )
    expect(await person.ok('send', name, 'echo in the shell', '--capture', '--window', 'shell')).toBe(
      'in the shell\n',
    )
    const { workers } = await person.json<{ workers: { windows: object[] }[] }>('windows', name)
    expect(workers[0]?.windows).toMatchObject([
      { name: 'agent', isDead: true, exitCode: 3 },
      { name: 'shell', isDead: false },
    ])
    expect(await person.ok('capture', name)).toContain(`it's sh ${name}`)
    expect(await person.ok('logs', name)).toContain(`it's sh ${name}`)
    await person.ok('rm', name, '--force')
  })
})

describe('the truth about what ended', () => {
  test('a killed tmux ends its container, and nothing else', async () => {
    const [victim, other] = [await person.start('victim'), await person.start('other')]
    await dockerTry('exec', `hal-${victim}`, 'sh', '-c', 'kill -9 $(cat /proc/1/task/1/children)')
    await docker('wait', `hal-${victim}`)
    expect(await list(person)).toMatchObject([
      { name: other, phase: 'ready' },
      { name: victim, phase: 'failed', exitCode: 137 },
    ])
    expect(await person.ok('send', other, 'echo fine', '--capture')).toBe('fine\n')
    const sent = await person.hal(['send', victim, 'true', '--capture'])
    expect(sent.exitCode).toBe(125)
    expect(sent.stderr).toContain(`${victim} does not run: it is failed (status 137)`)
    await person.ok('rm', victim, other, '--force')
  })

  test('a container killed from outside is failed with its status', async () => {
    const name = await person.start('killed')
    await docker('kill', `hal-${name}`)
    expect(await list(person)).toMatchObject([{ name, phase: 'failed', exitCode: 137, isOom: false }])
    await person.ok('rm', name)
  })

  test('a worker out of memory says so', async () => {
    const name = await person.start('oom', '--memory', '64m')
    // Its tmux volunteers to be the one that the kernel kills.
    await person.ok(
      'send',
      name,
      'for pid in $(cat /proc/1/task/1/children); do echo 1000 > /proc/$pid/oom_score_adj; done',
      '--capture',
    )
    await person.ok('send', name, 'tail /dev/zero')
    await docker('wait', `hal-${name}`)
    expect(await list(person)).toMatchObject([{ name, phase: 'failed', exitCode: 137, isOom: true }])
    expect(await person.ok('ls')).toContain('out of memory at 64M')
    await person.ok('rm', name, '--force')
  })

  test('a tmux whose socket is gone is unreachable, and a restart brings it back', async () => {
    const name = await person.start('lost')
    await docker('exec', `hal-${name}`, 'rm', '/run/hal/tmux.sock')
    expect(await list(person)).toMatchObject([{ name, phase: 'unreachable' }])
    expect((await person.hal(['health'])).exitCode).toBe(1)
    await person.ok('restart', name)
    expect(await person.ok('send', name, 'echo back', '--capture')).toBe('back\n')
    await person.ok('rm', name, '--force')
  })

  test('a tmux that is stopped is unreachable within a second', async () => {
    const name = await person.start('stopped')
    await dockerTry('exec', `hal-${name}`, 'sh', '-c', 'kill -STOP $(cat /proc/1/task/1/children)')
    expect(await list(person)).toMatchObject([{ name, phase: 'unreachable' }])
    await person.ok('rm', name, '--force')
  })
})

describe('names', () => {
  test.each(['', 'Ada', "it's", '$(touch pwned)', 'a;b', 'a\nb', 'naïve', 'x'.repeat(200), '../up', '`id`'])(
    '%j is refused, never executed',
    async (name) => {
      const started = await person.hal(['start', name, '--image', 'debian:bookworm-slim'])
      expect(started.exitCode).toBe(2)
      expect(started.stderr).toContain("can't be a worker's name")
      expect(await list(person)).toEqual([])
    },
  )

  test('a near miss says what was meant', async () => {
    const name = await person.start('near')
    const { exitCode, stderr } = await person.hal(['send', `${name}x`, 'true'])
    expect(exitCode).toBe(5)
    expect(stderr).toContain(`Did you mean ${name}?`)
    expect(await person.ok('send', 'near', 'echo by prefix', '--capture')).toBe('by prefix\n')
    const [worker] = await list(person)
    expect(await person.ok('send', worker?.containerId.slice(0, 12) ?? '', 'echo by id', '--capture')).toBe(
      'by id\n',
    )
    await person.ok('rm', name, '--force')
  })
})

test('brings a worker back from anywhere, also from home', async () => {
  const name = await person.start('roaming')
  await person.ok('stop', name)
  const again = await person.hal(['start', name], { env: { HOME: person.home } })
  expect(again).toMatchObject({ stderr: '', exitCode: 0 })
  expect(again.stdout).toContain('back in')
  const fresh = await person.hal(['start', person.name('fresh')], { env: { HOME: person.home } })
  expect(fresh).toMatchObject({ stdout: '', exitCode: 2 })
  expect(fresh.stderr).toContain('the current folder is your home')
})

test('never takes the home folder as a workspace silently', async () => {
  const { exitCode, stderr } = await person.hal(['start', '--image', 'debian:bookworm-slim'], {
    env: { HOME: person.home },
  })
  expect(exitCode).toBe(2)
  expect(stderr).toContain('the current folder is your home')
})

test('says which folder is missing', async () => {
  const { exitCode, stderr } = await person.hal([
    'start',
    '--workspace',
    '/nowhere',
    '--image',
    'debian:bookworm-slim',
  ])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('/nowhere')
})

test('shows only its owner’s workers, and refuses to take over another’s', async () => {
  const name = await person.start('mine')
  await using stranger = new Person()
  expect(await list(stranger)).toEqual([])
  const taken = await stranger.hal(['start', name, '--image', 'debian:bookworm-slim'])
  expect(taken.exitCode).toBe(1)
  expect(taken.stderr).toContain(`it belongs to ${person.owner}`)
  expect(taken.stderr).toContain('Choose another name')
  expect(taken.stderr).not.toContain('remove')
  for (const verb of [['stop'], ['send', '--capture'], ['workers', 'health']]) {
    const refused = await stranger.hal([...verb, name, ...(verb[0] === 'send' ? ['true'] : [])])
    expect(refused.stderr).toContain(`the worker ${name} is not yours: it belongs to ${person.owner}.`)
    expect(refused.stderr).not.toContain('Did you mean')
    expect(refused.exitCode).toBe(verb[0] === 'send' ? 125 : 5)
  }
  expect((await stranger.hal(['stop', `${name}x`])).stderr).toContain(`no worker is named "${name}x"`)
  await person.ok('rm', name, '--force')
})
