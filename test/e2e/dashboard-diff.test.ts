import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(() => person[Symbol.asyncDispose]())

const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b', ...args], { cwd: person.home })

test('a worker whose image has no git is looked at with that of its tools, and never by the machine’s', async () => {
  git('init', '-q')
  writeFileSync(join(person.home, 'kept'), 'one\ntwo\n')
  writeFileSync(join(person.home, '.gitignore'), '*\n!kept\n')
  git('add', 'kept')
  git('commit', '-qm', 'first')
  writeFileSync(join(person.home, 'kept'), 'one\n2\n')
  // What a worker may have written: git runs it, wherever it looks. In the worker there is no such path.
  const trap = join(person.home, 'sprung')
  writeFileSync(join(person.home, '.gitattributes'), 'kept filter=evil\n')
  git('config', 'filter.evil.clean', `touch ${trap} 2>/dev/null; echo sprung-inside; cat`)

  const name = await person.start('plain')
  await using terminal = person.terminal(['dashboard'], { columns: 120, rows: 36 })
  await terminal.waitFor('1 ready')
  terminal.type('5')
  await terminal.waitFor(/│ \+2 /, { timeoutMs: 60_000 })
  expect(terminal.screen()).toMatch(/│ -two /)
  expect(terminal.screen()).toContain('│ +sprung-inside')
  expect(terminal.screen()).toContain('· 1 file changed')
  terminal.type('6')
  await terminal.waitFor(/│ +\+\d+ +−1 +kept/)
  terminal.type('\r')
  await terminal.waitFor(/▌ +\+\d+ +−1 +kept/)
  terminal.type('\r')
  await terminal.waitFor(/\[Diff\][\s\S]*▌ diff --git a\/kept b\/kept/)
  terminal.type('\u001b')
  await terminal.waitFor(/\[Files\][\s\S]*▌ +\+\d+ +−1 +kept/)
  terminal.type('\u001b')
  await terminal.waitFor(/⏎ pick a file/)
  expect(existsSync(trap)).toBe(false)
  terminal.type('1')
  await terminal.waitFor('[Screen]')
  // No other container was made for the look.
  const owned = ['ps', '-a', '--filter', `label=dev.hal.owner=${person.owner}`, '--format', '{{.Names}}']
  expect((await docker(...owned)).trim()).toBe(`hal-${name}`)
  await person.ok('stop', name)
  await terminal.waitFor('1 exited')
  terminal.type('5')
  await terminal.waitFor(/│ \+2 /, { timeoutMs: 60_000 })
  expect(existsSync(trap)).toBe(false)
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})
