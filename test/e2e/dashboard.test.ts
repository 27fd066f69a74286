import { hostname } from 'node:os'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { contentOf } from '../rigs/files.ts'
import { docker, dockerTry, Person } from '../rigs/hal.ts'
import { leftClean, neverCleared } from '../rigs/left-clean.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

test('shows the fleet as it is, follows it live, and leaves the terminal as it was', async () => {
  const ada = await person.start('ada')
  await using terminal = person.terminal(['workers', 'dashboard'])
  await terminal.waitFor(ada)
  await terminal.waitFor('1 ready')
  const lin = await person.start('lin')
  await terminal.waitFor(lin)
  await person.ok('send', ada, 'clear; printf "\\033[31mred words\\033[m\\n"')
  await terminal.waitFor('red words')
  await docker('kill', `hal-${lin}`)
  await terminal.waitFor('failed 137')
  await person.ok('rm', lin)
  await terminal.waitFor((screen) => !screen.includes(lin))
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  leftClean(terminal)
  neverCleared(terminal)
  await person.ok('rm', ada, '--force')
})

test('counts the seconds of how long a worker has been so, each as it passes', async () => {
  const name = await person.start('aging')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('1 ready')
  await docker('kill', `hal-${name}`)
  const shown = /failed 137 +(\d+)s/
  const first = Number(shown.exec(await terminal.waitFor(shown))?.[1])
  for (const seconds of [first + 1, first + 2, first + 3]) {
    await terminal.waitFor(new RegExp(`failed 137 +${seconds}s`))
  }
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', name)
})

test('a whole frame: roll-up, table, screen and keys', async () => {
  const name = await person.start('frame')
  await person.ok('send', name, "PS1='$ '; clear", '--capture')
  await using terminal = person.terminal(['dashboard'], { columns: 100, rows: 24 })
  await terminal.waitFor(name)
  await terminal.waitFor('1 ready')
  const frame = await terminal.waitFor((screen) => screen.includes('│') || screen.includes('$ '))
  const lines = frame.split('\n')
  expect(lines).toHaveLength(24)
  const engineHost = (await docker('info', '--format', '{{.Name}}')).trim()
  const place = engineHost === hostname() ? '' : ` on ${engineHost}`
  expect(lines[0]).toMatch(new RegExp(`^ hal .*1 ready {3}\\w+ [\\d.]+${place} {2}`))
  expect(lines.find((line) => line.includes('WORKER'))).toMatch(/WORKER +STATE +FOR/)
  expect(lines.find((line) => line.includes(name) && line.includes('ready'))).toBeDefined()
  expect(lines.at(-1)).toMatch(/attach.*send.*help/)
  terminal.type('++')
  const alone = await terminal.waitFor(/esc back/)
  expect(alone).not.toContain('WORKER')
  expect(alone).toMatch(new RegExp(`^ ${name} {2}\\[Screen\\].* ready for`, 'm'))
  terminal.type('\x1b')
  await terminal.waitFor('WORKER')
  terminal.type('?')
  await terminal.waitFor(/^ keys /m)
  terminal.type('\x1b')
  await terminal.waitFor((screen) => screen.includes('WORKER'))
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', name, '--force')
})

test('selects the worker that was started with n', async () => {
  await person.start('a')
  const name = person.name('made')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('1 ready')
  terminal.type('n')
  await terminal.waitFor('start a worker')
  terminal.type(`${name}\t\t\t\t\t\t\tdebian:bookworm-slim\r`)
  await terminal.waitFor(new RegExp(`▌ ○ ${name} +ready`), { timeoutMs: 30_000 })
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', '--all', '--force')
})

test('keeps what was typed into the form, whatever is wrong with it', async () => {
  const name = person.name('typed')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor(/no workers/i)
  terminal.type('nBad Name')
  await terminal.waitFor(`"Bad Name" can't be a worker's name`)
  terminal.type('\t\t\t\t\t\t\tno-such-image:ever\r')
  await terminal.waitFor(/▌ name +Bad Name/)
  terminal.type(`\x15${name}\r`)
  await terminal.waitFor('n opens the form as it was', { timeoutMs: 30_000 })
  expect(terminal.screen()).not.toContain('…')
  terminal.type('n')
  await terminal.waitFor(new RegExp(`name +${name}\\n`))
  await terminal.waitFor(/▌ image +no-such-image:ever/)
  terminal.type('\x15debian:bookworm-slim\r')
  await terminal.waitFor(`${name} ready in`)
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', name, '--force')
})

test('starts, sends to, attaches to, stops and removes a worker', async () => {
  const name = person.name('made')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor(/no workers/i)
  terminal.type('n')
  await terminal.waitFor(/name/i)
  terminal.type(name)
  terminal.type('\t\t\t\t\t\t\t')
  terminal.type('debian:bookworm-slim\r')
  await terminal.waitFor(new RegExp(`${name}.*ready`), { timeoutMs: 30_000 })

  terminal.type('s')
  terminal.type('echo sent-from-the-dashboard\r')
  await terminal.waitFor(/^.*sent-from-the-dashboard/m)

  terminal.type('a')
  await terminal.waitFor(/\$ $/m)
  terminal.type('echo attached-$((1+1))\r')
  await terminal.waitFor('attached-2')
  terminal.type('\x02d')
  await terminal.waitFor('WORKER')

  terminal.type('x')
  await terminal.waitFor(new RegExp(`stop.*${name}`, 'i'))
  terminal.type('y')
  await terminal.waitFor(/exited/)
  terminal.type('R')
  await terminal.waitFor(new RegExp(`${name} back in`))
  await terminal.waitFor('1 ready')
  terminal.type('xy')
  await terminal.waitFor(/exited/)
  terminal.type('D')
  await terminal.waitFor(new RegExp(`remove.*${name}`, 'i'))
  terminal.type('y')
  await terminal.waitFor(`${name} removed in`)
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  // A tmux that is told to end goes before its container does: nothing was wrong with it.
  expect(terminal.rawOutput()).not.toContain('unreachable')
})

test('keeps rows and selection in place while a worker is frozen, thawed, stopped and started again', async () => {
  const names = [await person.start('a'), await person.start('b'), await person.start('c')]
  const selected = names[1] ?? ''
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('3 ready')
  terminal.type('j')
  const sees = (state: string) => terminal.waitFor(new RegExp(`▌ . ${selected} +${state} `))
  const listed = () =>
    terminal
      .rows()
      .slice(3, 6)
      .map((row) => names.findIndex((name) => row.includes(name)))
  await sees('ready')
  for (const [keys, state] of [
    ['f', 'frozen'],
    ['f', 'ready'],
    ['xy', 'exited'],
    ['R', 'ready'],
  ] as const) {
    terminal.type(keys)
    await sees(state)
    expect(listed()).toEqual([0, 1, 2])
  }
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', '--all', '--force')
})

test('text for a frozen worker does nothing else', async () => {
  const name = await person.start('deaf')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('1 ready')
  terminal.type('f')
  await terminal.waitFor(/frozen in .* · f thaws it$/m)
  await terminal.waitFor('◌ 1 frozen')
  terminal.type('sfind / -name fox\r')
  await terminal.waitFor(`${name} is frozen: f thaws it`)
  terminal.type('\x1b')
  await terminal.waitFor(/f thaw {2}/)
  expect(terminal.screen()).toContain('1 frozen')
  terminal.type('f')
  await terminal.waitFor('1 ready')
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', name, '--force')
})

test('shows that a tmux stopped, and that it is back', async () => {
  const name = await person.start('still')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('1 ready')
  const signalTmux = (signal: string) =>
    dockerTry('exec', `hal-${name}`, 'sh', '-c', `kill -${signal} $(cat /proc/1/task/1/children)`)
  await signalTmux('STOP')
  await terminal.waitFor('unreachable')
  await signalTmux('CONT')
  await terminal.waitFor('1 ready')
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', name, '--force')
})

test('opens with the selection on the worker that needs a person, wherever its name stands', async () => {
  const [first, second] = [await person.start('a'), await person.start('b')]
  await docker('exec', `hal-${second}`, 'rm', '/run/hal/tmux.sock')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor(new RegExp(`▌ ! ${second} +unreachable`))
  terminal.type('j')
  await terminal.waitFor(new RegExp(`▌ ○ ${first} +ready`))
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', '--all', '--force')
})

test('comes back from a worker that is frozen, restarted or removed while attached, and says which', async () => {
  const name = await person.start('taken')
  await using terminal = person.terminal(['dashboard'])
  for (const [verb, words] of [
    [['freeze', name], `detached from ${name}, which was frozen · f thaws it`],
    [['restart', name], `${name} was restarted · a attaches again`],
    [['rm', name, '--force'], `${name} was removed`],
  ] as const) {
    await terminal.waitFor('1 ready')
    terminal.type('a')
    await terminal.waitFor((screen) => /\$ $/m.test(screen) && !screen.includes('WORKER'))
    await person.ok(...verb)
    await terminal.waitFor((screen) => screen.includes('WORKER') && screen.includes(words))
    if (verb[0] === 'freeze') await person.ok('thaw', name)
  }
  terminal.type('j')
  await terminal.waitFor((screen) => !screen.includes('was removed'))
  terminal.type('q')
  await terminal.exit
})

test('comes back to the same place from an attached terminal whose program in the worker is killed', async () => {
  const [first, second] = [await person.start('a'), await person.start('b')]
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('2 ready')
  terminal.type('j')
  await terminal.waitFor(new RegExp(`▌ ○ ${second}`))
  const before = terminal.state().modesLeft
  terminal.type('a')
  await terminal.waitFor((screen) => /\$ $/m.test(screen) && !screen.includes('WORKER'))
  const { title } = terminal.state()
  expect(title).toContain(second)
  // As most of the screen scrolls, tmux has it scroll without its last line.
  const itself = '/tools/bin/tmux list-clients -F "#{?client_control_mode,,#{client_pid}}"'
  terminal.type(`seq 200; kill -9 $(${itself})\r`)
  await terminal.waitFor(new RegExp(`^ ▌ ○ ${second}`, 'm'))
  await terminal.waitFor(new RegExp(`▌ ○ ${second}[\\s\\S]*its terminal ended with status 137`))
  await terminal.waitFor(() => terminal.state().title === 'hal')
  expect(terminal.state().modesLeft.toSorted()).toEqual(before.toSorted())
  terminal.type('k')
  await terminal.waitFor(new RegExp(`▌ ○ ${first}`))
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  leftClean(terminal)
  await person.ok('rm', '--all', '--force')
})

test('shows that a tmux lost its socket', async () => {
  const name = await person.start('lost')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('1 ready')
  await docker('exec', `hal-${name}`, 'rm', '/run/hal/tmux.sock')
  await terminal.waitFor('unreachable')
  expect(terminal.screen()).toContain('its socket is gone · R restarts it')
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', name, '--force')
})

test('counts for how long a worker is frozen from then on, whoever froze it', async () => {
  const [mine, theirs] = [await person.start('mine'), await person.start('theirs')]
  await docker('pause', `hal-${theirs}`)
  const since = async (name: string) =>
    (await person.json<{ workers: { name: string; since: string | null }[] }>('list')).workers.find(
      (worker) => worker.name === name,
    )?.since
  expect(await since(theirs)).toBeNull()
  expect(await person.ok('list')).toMatch(new RegExp(`${theirs} +frozen +– `))
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor(new RegExp(`${theirs} +frozen +– `))
  await docker('unpause', `hal-${theirs}`)
  await terminal.waitFor('2 ready')
  const before = Date.now()
  await docker('pause', `hal-${theirs}`)
  terminal.type('f')
  await terminal.waitFor('2 frozen')
  for (const name of [mine, theirs]) {
    await terminal.waitFor(new RegExp(`${name} +frozen +\\d+s`))
    expect(Date.parse((await since(name)) ?? '')).toBeGreaterThanOrEqual(before)
  }
  terminal.type('f')
  await terminal.waitFor('1 ready')
  expect(Date.parse((await since(mine)) ?? '')).toBeLessThan(before)
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', '--all', '--force')
})

test('shows a killed tmux and a killed container as they are, the rest unharmed', async () => {
  const [one, two, three] = [
    await person.start('one'),
    await person.start('two'),
    await person.start('three'),
  ]
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('3 ready')
  await dockerTry('exec', `hal-${one}`, 'sh', '-c', 'kill -KILL $(cat /proc/1/task/1/children)')
  await terminal.waitFor(new RegExp(`${one} +failed 137`))
  await docker('kill', `hal-${two}`)
  await terminal.waitFor(new RegExp(`${two} +failed 137`))
  expect(terminal.screen()).toMatch(new RegExp(`${three} +ready`))
  expect(await person.ok('send', three, 'echo fine', '--capture')).toBe('fine\n')
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', '--all', '--force')
})

test('shows the screen of a worker that was restarted', async () => {
  const name = await person.start('reborn')
  await using terminal = person.terminal(['dashboard'])
  await person.ok('send', name, 'clear; echo in-its-first-life', '--capture')
  await terminal.waitFor(/^ │ in-its-first-life +│$/m)
  await person.ok('restart', name)
  await person.ok('send', name, 'clear; echo in-its-second-life', '--capture')
  await terminal.waitFor(/^ │ in-its-second-life +│$/m)
  terminal.type('q')
  await terminal.exit
  await person.ok('rm', name, '--force')
})

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s leaves the terminal restored, its title too',
  async (signal) => {
    await using terminal = person.terminal(['dashboard'])
    await terminal.waitFor('? help')
    // Paste, focus, mouse, the cursor, and the title that was there.
    for (const mode of ['?1049', '?2004', '?1004', '?1000', '?1006', 'no ?25', 'title put aside'])
      await terminal.waitFor(() => terminal.state().modesLeft.includes(mode))
    await terminal.waitFor(() => terminal.state().title === 'hal')
    terminal.kill(signal)
    await terminal.exit
    leftClean(terminal)
  },
)

test.each([
  ['that is thrown', 'throw new Error("planted")'],
  ['in a promise that nobody waits for', 'Promise.reject(new Error("planted"))'],
])('a mistake of hal’s own %s leaves the terminal restored, and says where the report is', async (_, bug) => {
  const mistake = `process.on("SIGUSR2", () => { ${bug} })`
  const env = {
    NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(mistake)}"`,
    TMPDIR: person.home,
  }
  await using terminal = person.terminal(['dashboard'], { env })
  await terminal.waitFor('? help')
  terminal.kill('SIGUSR2')
  expect(await terminal.exit).toMatchObject({ exitCode: 70 })
  leftClean(terminal)
  const [, report] = /A report was saved to (\S+);/.exec(terminal.screen()) ?? []
  expect(await contentOf(report ?? '')).toContain('Error: planted')
})

test('kill -9 of the dashboard harms no worker', async () => {
  const name = await person.start('unharmed')
  const terminal = person.terminal(['dashboard'])
  await terminal.waitFor(name)
  terminal.kill('SIGKILL')
  await terminal.exit
  expect(await person.ok('send', name, 'echo fine', '--capture')).toBe('fine\n')
  await person.ok('rm', name, '--force')
})

test('without a terminal it is a usage failure', async () => {
  expect(await person.hal(['dashboard'])).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('needs a terminal'),
  })
})
