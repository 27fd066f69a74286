import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'
import type { Terminal } from '../rigs/terminal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

const git = (cwd: string, ...args: readonly string[]) =>
  execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd })

/** A folder of git's, on the branch `main`. */
const repository = async (name: string): Promise<string> => {
  const folder = join(person.home, name)
  await mkdir(folder, { mode: 0o777 })
  await git(folder, 'init', '--quiet', '--initial-branch', 'main')
  await git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'first')
  return folder
}

/** The rows of the list, below its heads and above the rule. */
const listed = (terminal: Terminal): readonly string[] => {
  const rows = terminal.rows()
  const from = rows.findIndex((row) => row.includes('WORKER')) + 1
  const to = rows.findIndex((row, index) => index > from && row.startsWith('───'))
  return rows.slice(from, to).filter((row) => row.trim() !== '')
}
const lists = (terminal: Terminal, ...wanted: readonly RegExp[]) =>
  terminal.waitFor(() => {
    const rows = listed(terminal)
    return rows.length === wanted.length && wanted.every((row, index) => row.test(rows[index] ?? ''))
  })
const row = (name: string) => new RegExp(` ${name} `)

test('says which branch and project a worker is on, and follows when it is on another one', async () => {
  const shop = await repository('shop')
  await git(shop, 'worktree', 'add', '--quiet', '-b', 'kay/retry', '../elsewhere')
  const ada = await person.start('ada', '--workspace', shop)
  const kay = await person.start('kay', '--workspace', join(person.home, 'elsewhere'))
  await using terminal = person.terminal(['dashboard'], { columns: 200, rows: 44 })
  await terminal.waitFor(new RegExp(`${ada} .* main +shop `))
  await terminal.waitFor(new RegExp(`${kay} .* kay/retry +shop `))
  await git(shop, 'switch', '--quiet', '--create', 'ada/fix-login')
  await terminal.waitFor(new RegExp(`${ada} .* ada/fix-login +shop `))
  terminal.type('q')
  await terminal.exit
})

test('counts how often a worker was started again, whoever did it, and after its end', async () => {
  const ada = await person.start('ada')
  const env = { HAL_DASHBOARD_COLUMNS: 'state:restarts:health' }
  const shows = (terminal: Terminal, state: string, restarts: number, health: string) =>
    terminal.waitFor(new RegExp(`${ada} +${state} +${restarts} +${health}`))
  await person.ok('restart', ada)
  await using before = person.terminal(['dashboard'], { env })
  await shows(before, 'ready', 1, 'ok')
  await docker('restart', '--time', '1', `hal-${ada}`)
  await shows(before, 'ready', 2, 'ok')
  before.type('q')
  await before.exit
  await docker('kill', `hal-${ada}`)
  await using after = person.terminal(['dashboard'], { env })
  await shows(after, 'failed 137', 2, 'down')
  after.type('q')
  await after.exit
})

test('a worker that spoils its count starts again all the same, and counts from there', async () => {
  const ada = await person.start('ada')
  for (const spoilt of ['echo 08 > $f', 'mkfifo $f', 'mkdir $f', 'ln -s /dev/zero $f']) {
    await docker('exec', `hal-${ada}`, 'sh', '-c', `f=/run/hal/starts; rm -rf $f; ${spoilt}`)
    await person.ok('restart', ada)
  }
  await docker('exec', `hal-${ada}`, 'sh', '-c', 'echo 1e9 > /run/hal/starts')
  await using terminal = person.terminal(['dashboard'], { env: { HAL_DASHBOARD_COLUMNS: 'state:restarts' } })
  await terminal.waitFor(new RegExp(`${ada} +ready +–`))
  await person.ok('restart', ada)
  await terminal.waitFor(new RegExp(`${ada} +ready +0`))
  terminal.type('q')
  await terminal.exit
})

test('sorts, filters, groups and folds by keys, and keeps the selection on its worker', async () => {
  const [shop, api] = [await repository('shop'), await repository('api')]
  const ada = await person.start('ada', '--workspace', shop)
  const bob = await person.start('bob', '--workspace', api)
  const kay = await person.start('kay', '--workspace', shop)
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('3 ready')
  await lists(terminal, row(ada), row(bob), row(kay))

  terminal.type('j')
  await terminal.waitFor(new RegExp(`▌ ○ ${bob}`))
  terminal.type('o')
  await terminal.waitFor('sort by')
  terminal.type('\x1b[Cr\r')
  await terminal.waitFor('WORKER↓')
  await lists(terminal, row(kay), new RegExp(`▌ ○ ${bob}`), row(ada))

  terminal.type('Z')
  await lists(terminal, /▾ api/, new RegExp(`▌ ○ ${bob}`), /▾ shop +○ 2/, row(kay), row(ada))
  terminal.type('z')
  await lists(terminal, /▌ ▸ api/, /▾ shop/, row(kay), row(ada))
  terminal.type('zZZZ')
  await lists(terminal, row(kay), row(bob), row(ada))

  terminal.type('/!kay project=shop')
  await terminal.waitFor('1 of 3')
  terminal.type('\r')
  await terminal.waitFor('filter: !kay project=shop · 1 of 3 · esc clears it')
  await lists(terminal, new RegExp(`▌ ○ ${ada}`))
  terminal.type('\x1b')
  await lists(terminal, row(kay), row(bob), row(ada))
  terminal.type(`/label:dev.hal.name=${bob}\r`)
  await lists(terminal, new RegExp(`▌ ○ ${bob}`))
  terminal.type(`/\x15!label:dev.hal.name=${bob}\r`)
  await lists(terminal, row(kay), row(ada))
  terminal.type('\x1b')
  await lists(terminal, row(kay), row(bob), row(ada))
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})

test('marks workers one by one and all at once, and unmarks them', async () => {
  const [ada, bob] = [await person.start('ada'), await person.start('bob')]
  await using terminal = person.terminal(['dashboard'])
  await terminal.waitFor('2 ready')
  terminal.type(' ')
  await terminal.waitFor('1 marked · esc clears the marks')
  await lists(terminal, new RegExp(`^◆ {2}○ ${ada}`), new RegExp(`^ ▌ ○ ${bob}`))
  terminal.type('*')
  await terminal.waitFor('2 marked')
  await lists(terminal, /^◆/, /^◆▌/)
  terminal.type('\x1b')
  await terminal.waitFor((screen) => !screen.includes('marked'))
  await lists(terminal, /^ {2}/, /^ ▌/)
  terminal.type('q')
  await terminal.exit
})
