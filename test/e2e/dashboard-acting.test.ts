import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { list, Person } from '../rigs/hal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

const up = '\x1b[A'
const ctrlC = '\x03'

test('starts two workers by the form, in a folder that tab completes, with the command that it shows', async () => {
  mkdirSync(join(person.home, 'stage'), { mode: 0o777 })
  const name = person.name('made')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor(/no workers/i)
  terminal.type('n')
  await terminal.waitFor('start a worker')
  terminal.type(`${name}\t\t\t\t\t./sta`)
  await terminal.waitFor(/workspace +\.\/sta.*ge\//)
  terminal.type('\t\t')
  await terminal.waitFor(/workspace +\.\/stage\//)
  terminal.type(`\tdebian:bookworm-slim\tsh -c "echo is-$((40+2)); exec sh`)
  terminal.type('\t2\t10m')
  await terminal.waitFor(/command: expected an end to what " begins/)
  await terminal.waitFor(/workspace +\.\/stage\//)
  await terminal.waitFor(/memory +10m/)
  terminal.type('\r')
  await terminal.waitFor(/▌ command/)
  terminal.type('"\r')
  await terminal.waitFor('memory: expected at least 64m, got "10m".')
  terminal.type('\x15256m\t\t12')
  await terminal.waitFor(/▌ pids +12/)
  terminal.type('\r')
  await terminal.waitFor('pids: expected a whole number of at least 16, got "12".')
  terminal.type('8')
  await terminal.waitFor(
    /--count 2 --memory 256m --pids 128\s+-- sh\s+-c\s+'echo is-\$\(\(40\+2\)\); exec sh'/,
  )
  terminal.type('\r')
  await terminal.waitFor(`2 workers ready: ${name}-1, ${name}-2`, { timeoutMs: 60_000 })
  await terminal.waitFor(new RegExp(`▌ . ${name}-1 +ready`))
  expect(await list(person)).toEqual(
    [1, 2].map((number) =>
      expect.objectContaining({
        name: `${name}-${number}`,
        workspace: join(person.home, 'stage'),
        limits: expect.objectContaining({ memoryBytes: 256 * 1024 ** 2, pids: 128 }),
      }),
    ),
  )
  await expect.poll(() => person.ok('capture', `${name}-2`)).toContain('is-42')
  terminal.type('q')
  await terminal.exit
})

test('sends to all that are marked, freezes, thaws and stops them, and says of each how it ended', async () => {
  const names = await Promise.all(['a', 'b', 'c'].map((short) => person.start(short)))
  await person.ok('stop', names[2] ?? '')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('2 ready')
  terminal.type('*s')
  await terminal.waitFor(`send to 2 workers: ${names[0]}, ${names[1]}`)
  expect(terminal.screen()).toContain(`Can't have it as they are: ${names[2]}.`)
  terminal.type('echo first-$((1+1))\necho second-$((1+2))\r')
  await terminal.waitFor('sent to 2 workers')
  for (const name of names.slice(0, 2))
    await expect.poll(() => person.ok('capture', name)).toMatch(/first-2\n[\s\S]*second-3\n/)

  terminal.type('fy')
  await terminal.waitFor('2 frozen · f thaws them')
  await terminal.waitFor('◌ 2 frozen')
  terminal.type('f')
  await terminal.waitFor('thaw 2 workers?')
  terminal.type('y')
  await terminal.waitFor('2 thawed')
  await terminal.waitFor('○ 2 ready')

  terminal.type('x')
  await terminal.waitFor('stop 2 workers?')
  expect(terminal.screen()).toContain('All run: what is in them ends.')
  expect(terminal.screen()).toContain(`Left alone as they are: ${names[2]}.`)
  terminal.type('y')
  await terminal.waitFor('2 stopped')
  terminal.type('E')
  for (const name of names.slice(0, 2)) await terminal.waitFor(`${name} stopped in`)
  await terminal.waitFor('3 exited')
  terminal.type('\x1b')
  await terminal.waitFor('WORKER')
  terminal.type('D')
  await terminal.waitFor('remove 3 workers?')
  expect(terminal.screen()).toContain('None of them runs.')
  terminal.type('y')
  await terminal.waitFor('3 removed')
  await terminal.waitFor(/no workers/i)
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})

test('does to nobody else what was asked for a worker that is gone, whoever has a name like it, or the same', async () => {
  const name = await person.start('ada')
  const alike = `${name}-2`
  await person.ok('workers', 'start', alike, '--image', 'debian:bookworm-slim')
  const idOf = async (one: string) => (await list(person)).find((worker) => worker.name === one)?.containerId
  const left = await idOf(alike)
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('2 ready')
  terminal.type('D')
  await terminal.waitFor(`remove ${name}?`)
  await person.ok('workers', 'remove', name, '--force')
  await terminal.waitFor('1 ready')
  terminal.type('y')
  await terminal.waitFor(`${name} is gone: it has been removed.`)
  expect(await idOf(alike)).toBe(left)

  await person.start('ada')
  await terminal.waitFor('2 ready')
  terminal.type('\x1b')
  await terminal.waitFor((screen) => !screen.includes('is gone'))
  terminal.type('gs')
  await terminal.waitFor(new RegExp(`send to ${name}$`, 'm'))
  await person.ok('workers', 'remove', name, '--force')
  await person.start('ada')
  terminal.type('touch /tmp/mine\r')
  await terminal.waitFor('The worker that has its name now was left alone')
  for (const one of [name, alike])
    expect((await person.hal(['send', one, 'ls /tmp', '--capture'])).stdout).not.toContain('mine')
  terminal.type('q')
  await terminal.exit
})

test('offers what was sent before, also in a later run', async () => {
  const name = await person.start('again')
  for (const run of ['first', 'second']) {
    await using terminal = person.terminal(['dashboard'])
    await terminal.waitFor('1 ready')
    terminal.type('s')
    await terminal.waitFor(`send to ${name}`)
    terminal.type(run === 'first' ? 'echo once' : up)
    await terminal.waitFor('echo once')
    terminal.type('\r')
    await terminal.waitFor(`sent to ${name}`)
    terminal.type('q')
    await terminal.exit
  }
  await expect.poll(() => person.ok('capture', name)).toMatch(/^once\n[\s\S]*^once\n/m)
})

test('captures a history into a file, and asks before it takes another one’s place', async () => {
  const name = await person.start('kept')
  await person.ok('send', name, 'seq 1 300', '--capture')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('1 ready')
  terminal.type('c')
  await terminal.waitFor(new RegExp(` ${name}-\\d{8}-\\d{4}\\.log`))
  terminal.type('\x15history.log\r')
  await terminal.waitFor(/\d+ lines in .*history\.log/)
  const file = join(person.home, 'history.log')
  expect(terminal.screen().replaceAll('\n ', '')).toContain(file)
  expect(readFileSync(file, 'utf8')).toMatch(/^1\n2\n[\s\S]*\n300\n/m)
  terminal.type('c\x15history.log\r')
  await terminal.waitFor('write over what is there?')
  terminal.type('n')
  await terminal.waitFor((screen) => !screen.includes('write over'))
  terminal.type('q')
  await terminal.exit
})

test('shows in the pager what a worker printed, ctrl-c and all, and comes back to the same place', async () => {
  const [first, second] = [await person.start('a'), await person.start('b')]
  await person.ok('send', second, 'seq 1 500', '--capture')
  await using terminal = person.terminal(['dashboard'], { env: { PAGER: 'less' } })
  await terminal.waitFor('2 ready')
  terminal.type('j')
  await terminal.waitFor(new RegExp(`▌ ○ ${second}`))
  terminal.type('L')
  await terminal.waitFor((screen) => !screen.includes('WORKER') && screen.includes('seq 1 500'))
  terminal.type('G')
  await terminal.waitFor(/^500$/m)
  terminal.type('/half a search')
  await terminal.waitFor('/half a search')
  terminal.type(ctrlC)
  await terminal.waitFor((screen) => !screen.includes('half'))
  terminal.type('q')
  await terminal.waitFor(`back from what ${second} printed`)
  await terminal.waitFor(new RegExp(`▌ ○ ${second}`))
  terminal.type('k')
  await terminal.waitFor(new RegExp(`▌ ○ ${first}`))
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})

test('says that there is no such pager', async () => {
  await person.start('alone')
  await using terminal = person.terminal(['dashboard'], { env: { PAGER: 'no-such-pager --really' } })
  await terminal.waitFor('1 ready')
  terminal.type('L')
  await terminal.waitFor('there is no pager no-such-pager')
  terminal.type('q')
  await terminal.exit
})

test('asks before it quits while something is being done', async () => {
  await person.start('busy')
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('1 ready')
  terminal.type('sls\rq')
  await terminal.waitFor(/quit now\?|quit\?/)
  terminal.type('n')
  await terminal.waitFor('WORKER')
  terminal.type('q')
  terminal.type('y')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})

test('keeps the screen whole when hal itself makes a mistake, and says where the report is once it is left', async () => {
  const name = await person.start('alone')
  const mistake = [
    "import processes from 'node:child_process'",
    "import { syncBuiltinESMExports } from 'node:module'",
    "processes.spawn = () => { throw new Error('planted') }",
    'syncBuiltinESMExports()',
  ].join(';')
  const env = {
    NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(mistake)}"`,
    TMPDIR: person.home,
  }
  await using terminal = person.terminal(['dashboard'], { env })
  await terminal.waitFor('1 ready')
  terminal.type('L')
  await terminal.waitFor(`reading ${name} hit a mistake in hal itself · Error: planted`)
  expect(terminal.rows()[0]).toMatch(/^ hal {2}○ 1 ready/)
  expect(terminal.screen()).not.toContain('report')
  terminal.type('q')
  await terminal.exit
  const [, report] = /A report was saved to (\S+);/.exec(terminal.screen()) ?? []
  expect(readFileSync(report ?? '', 'utf8')).toContain('Error: planted')
})

test('copies a command that attaches over the same engine', async () => {
  const name = await person.start('ada')
  await using terminal = person.terminal(['dashboard', '--engine', 'unix:///var/run/docker.sock'])
  await terminal.waitFor('1 ready')
  terminal.type('A')
  await terminal.waitFor(`to the clipboard: hal --engine unix:///var/run/docker.sock attach ${name}`)
  terminal.type('q')
  await terminal.exit
})
