import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changesScript, readChanges } from '../../src/workers/work/changes.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hal-changes-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const identity = ['-c', 'user.name=A', '-c', 'user.email=a@b', '-c', 'init.defaultBranch=main']
const git = (...args: readonly string[]) =>
  execFileSync('git', [...identity, ...args], { cwd: folder, encoding: 'utf8', stdio: 'pipe' })
const put = (name: string, text: string) => writeFileSync(join(folder, name), text)

const look = () =>
  readChanges(execFileSync('/bin/sh', ['-c', changesScript(folder)], { maxBuffer: 10_000_000 }))

const committed = () => {
  git('init', '-q')
  put('kept', 'one\ntwo\n')
  put('gone', 'x\n')
  git('add', '.')
  git('commit', '-qm', 'first')
}

test('shows what was changed, taken away and added, also what git does not know yet', () => {
  committed()
  put('kept', 'one\n2\n')
  put('new', 'fresh\n')
  rmSync(join(folder, 'gone'))
  const changes = look()
  expect(changes).toMatchObject({ kind: 'changes', isCut: false })
  if (changes.kind !== 'changes') return
  expect(changes.stat).toContain('3 files changed, 2 insertions(+), 2 deletions(-)')
  for (const line of ['-two', '+2', '+fresh', '-x']) expect(changes.diff.split('\n')).toContain(line)
})

test('sees a change of the same length within the same second', () => {
  const at = new Date('2026-01-02T03:04:05Z')
  const still = (name: string) => utimesSync(join(folder, name), at, at)
  git('init', '-q')
  git('config', 'core.trustctime', 'false')
  put('kept', 'one')
  still('kept')
  git('add', '.')
  git('commit', '-qm', 'first')
  put('kept', 'two')
  still('kept')
  still('.git/index')
  expect(look()).toMatchObject({ kind: 'changes', diff: expect.stringContaining('+two') })
})

test('leaves the index and the work of whoever works there as they are', () => {
  committed()
  put('kept', 'one\n2\n')
  git('add', 'kept')
  put('new', 'fresh\n')
  const before = [git('status', '--porcelain'), readFileSync(join(folder, '.git/index'))]
  look()
  expect([git('status', '--porcelain'), readFileSync(join(folder, '.git/index'))]).toEqual(before)
})

test('shows all files of a repository without a commit', () => {
  git('init', '-q')
  put('first', 'hello\n')
  expect(look()).toMatchObject({ kind: 'changes', diff: expect.stringContaining('+hello') })
})

test('is cut where a person would not read on', () => {
  committed()
  put('kept', 'long line\n'.repeat(200_000))
  const changes = look()
  expect(changes).toMatchObject({ kind: 'changes', isCut: true })
  expect(changes.kind === 'changes' && changes.diff.length).toBe(512 * 1024)
})

test('runs nothing that a repository asks for in its diffs', () => {
  committed()
  const trap = join(folder, 'trap')
  put('run', `#!/bin/sh\ntouch ${trap}\ncat "$1"\n`)
  chmodSync(join(folder, 'run'), 0o755)
  put('.gitattributes', '* diff=evil\n')
  for (const key of [
    'diff.evil.textconv',
    'diff.evil.command',
    'diff.external',
    'core.fsmonitor',
    'core.pager',
  ])
    git('config', key, join(folder, 'run'))
  put('kept', 'one\n2\n')
  expect(look()).toMatchObject({ kind: 'changes', diff: expect.stringContaining('+2') })
  expect(() => readFileSync(trap)).toThrow()
})

test.each([
  ['a folder that is no repository', 73, ''],
  ['an image without git', 72, '/nowhere'],
])('says so of %s', (_, status, path) => {
  const env = path === '' ? process.env : { PATH: path }
  const options = { env, stdio: 'pipe' } as const
  expect(() => execFileSync('/bin/sh', ['-c', changesScript(folder)], options)).toThrow(
    expect.objectContaining({ status }),
  )
})
