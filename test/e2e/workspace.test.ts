import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { docker, dockerTry, Person } from '../rigs/hal.ts'
import { Repository } from '../rigs/repository.ts'

let person: Person
beforeAll(() => {
  person = new Person()
})
afterAll(() => person[Symbol.asyncDispose]())

const inside = (name: string, script: string) => docker('exec', `hal-${name}`, 'sh', '-ec', script)
const folders = () => {
  const folder = join(person.home, 'home/.local/share/hal/workspaces')
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : []
}
const folderOf = async (name: string): Promise<string> => {
  const { worker } = await person.json<{ worker: { workspaceFolder: string } }>('inspect', name)
  return worker.workspaceFolder
}

test('a worker on a branch has a clone of its own, and the repository keeps nothing but its beginning', async () => {
  const repository = await Repository.make(person, 'start')
  await repository.git('tag', 'v1')
  const name = await repository.start('ada', '--branch', 'ada/fix-login')
  expect(
    await inside(
      name,
      'cd /workspace; cat readme.md src/a.txt; git status --short --branch; git log --format=%s; git tag',
    ),
  ).toBe('one\na\n## ada/fix-login\nfirst\nv1')
  await inside(name, 'cd /workspace; echo two > readme.md; git commit --quiet --all -m second')
  expect(await repository.git('status', '--short', '--branch')).toBe('## main')
  expect(await repository.git('branch', '--list', '--format=%(refname:short)')).toBe('main')
  expect(await repository.git('for-each-ref', '--format=%(objectname)', 'refs/hal')).toBe(
    await repository.git('rev-parse', 'HEAD'),
  )
  expect(await repository.ok('inspect', name)).toContain(`ada/fix-login, a clone of ${repository.path}`)
  await repository.ok('rm', name, '--force')
  expect(await repository.git('for-each-ref', 'refs/hal')).toBe('')
  expect(folders()).toEqual([])
})

test('a worker reads the repository’s objects, and writes none', async () => {
  const repository = await Repository.make(person, 'objects')
  const name = await repository.start('bob', '--branch', 'bob')
  const tried = await dockerTry(
    'exec',
    '-u',
    '0',
    `hal-${name}`,
    'sh',
    '-c',
    'touch /objects/0/x; rm -rf /objects/0/*',
  )
  expect(tried.stderr).toContain('Read-only file system')
  expect(await repository.git('fsck', '--full')).toBe('')
  expect((await dockerTry('exec', `hal-${name}`, 'ls', repository.path)).exitCode).not.toBe(0)
})

test('a command begins when the files are there', async () => {
  const repository = await Repository.make(person, 'command')
  const name = await repository.start(
    'cleo',
    '--branch',
    'cleo',
    '--',
    'sh',
    '-c',
    'ls > /tmp/seen; sleep 600',
  )
  await expect.poll(() => inside(name, 'cat /tmp/seen 2>/dev/null || true')).toContain('readme.md')
})

test('many files are there whole, and git finds nothing changed', async () => {
  const repository = await Repository.make(person, 'thousands')
  const files = Array.from({ length: 40 }, (_, at) => [
    `folder-${at % 5}/file-${at}`,
    `${at}\n`.repeat(at * 500),
  ])
  await repository.commit('many', Object.fromEntries(files))
  const name = await repository.start('many', '--branch', 'many')
  expect(await inside(name, 'cd /workspace; ls folder-*/* | wc -l; git status --short')).toBe('40')
  // An index that knows nothing of the files has git read each of them.
  const anew = 'export GIT_INDEX_FILE=/tmp/anew; git read-tree HEAD; git status --short'
  expect(await inside(name, `cd /workspace; ${anew}`)).toBe('')
})

test('commits in a worker are by the person, without their config', async () => {
  const repository = await Repository.make(person, 'identity')
  await repository.git('config', 'user.name', 'Mina "the \\\\" Mor')
  await repository.git('config', '--global', 'alias.x', '!touch /tmp/x')
  const name = await repository.start('ivo', '--branch', 'ivo')
  await inside(name, 'cd /workspace; git commit --quiet --allow-empty -m own')
  expect(
    await inside(name, 'cd /workspace; git log -1 --format="%an <%ae>"; git config alias.x || true'),
  ).toBe('Mina "the \\\\" Mor <mina@example.com>')
  await inside(name, 'git config --global user.name Ivo')
  expect(await inside(name, 'cd /workspace; git config user.name')).toBe('Ivo')
})

test('a branch that is there is gone on with, and one begins where it is told to', async () => {
  const repository = await Repository.make(person, 'base')
  const first = await repository.git('rev-parse', 'HEAD')
  await repository.git('branch', 'fix')
  await repository.commit('second', { 'readme.md': 'two\n' })
  const old = await repository.start('dan', '--branch', 'older', '--base', 'HEAD~1')
  expect(await inside(old, 'cd /workspace; git rev-parse HEAD')).toBe(first)
  const gone = await repository.start('dora', '--branch', 'fix')
  expect(await inside(gone, 'cd /workspace; git rev-parse HEAD')).toBe(first)
  expect((await repository.hal('start', '--branch', 'fix', '--base', 'main')).stderr).toContain(
    'the branch fix exists, and it is not at main',
  )
  expect((await repository.hal('start', '--branch', 'other', '--base', 'v9')).stderr).toContain(
    'has no commit "v9"',
  )
  expect((await repository.hal('start', '--branch', 'fix/more')).stderr).toContain(
    "can't have the branch fix/more beside your branch fix",
  )
  for (const bad of ['a..b', '-x', 'a b', 'x.lock'])
    expect((await repository.hal('start', `--branch=${bad}`)).stderr).toContain("can't be a branch's name")
})

test('a second worker on a branch is told of the first', async () => {
  const repository = await Repository.make(person, 'shared')
  const first = await repository.start('eli', '--branch', 'both')
  const [second, alone] = [person.name('eve'), person.name('fin')]
  const start = (name: string, branch: string) =>
    repository.hal('start', name, '--profile', 'base', '--branch', branch)
  expect(await start(second, 'both')).toMatchObject({
    exitCode: 0,
    stderr: expect.stringContaining(`hal: ${first} works on both, too, each in a clone of its own`),
  })
  expect((await start(alone, 'own')).stderr).not.toContain('too')
})

test('a branch’s name may have what a shell would run in it', async () => {
  const repository = await Repository.make(person, 'odd')
  const branch = `ada/$(touch$IFS/tmp/odd)'";&|é`
  const name = await repository.start('odd', '--branch', branch)
  expect(await inside(name, 'cd /workspace; git symbolic-ref --short HEAD; ls /tmp/odd || true')).toBe(branch)
  expect(existsSync('/tmp/odd')).toBe(false)
})

test('what a repository borrows, and where its history ends, a clone has as well', async () => {
  const repository = await Repository.make(person, 'origin')
  await repository.commit('second', { 'readme.md': 'two\n' })
  await repository.git('clone', '--quiet', '--shared', '.', '../borrowed')
  const borrowed = await Repository.at(person, 'borrowed')
  const one = await borrowed.start('eva', '--branch', 'eva')
  expect(await inside(one, 'cd /workspace; cat readme.md; git fsck 2>&1; git log --format=%s')).toBe(
    'two\nsecond\nfirst',
  )
  await repository.git('clone', '--quiet', '--depth=1', `file://${repository.path}`, '../shallow')
  const two = await (await Repository.at(person, 'shallow')).start('finn', '--branch', 'finn')
  expect(await inside(two, 'cd /workspace; git log --format=%s; git fsck 2>&1')).toBe('second')
})

test('a worktree of a repository and a bare one are repositories, too', async () => {
  const repository = await Repository.make(person, 'many')
  await repository.git('worktree', 'add', '--quiet', '../tree', '-b', 'side')
  const one = await (await Repository.at(person, 'tree')).start('gil', '--branch', 'gil')
  expect(await inside(one, 'cat /workspace/readme.md')).toBe('one')
  await repository.git('clone', '--quiet', '--bare', '.', '../many.git')
  const two = await (await Repository.at(person, 'many.git')).start('gus', '--branch', 'gus')
  expect(await inside(two, 'cat /workspace/readme.md')).toBe('one')
})

test('where there is nothing to clone, hal says so, and leaves nothing behind', async () => {
  const before = folders()
  const outside = await person.hal(['start', '--branch', 'x'])
  expect(outside).toMatchObject({ exitCode: 2 })
  expect(outside.stderr).toContain(`${person.home} is in no git repository`)
  const repository = await Repository.make(person, 'nothing')
  await repository.git('checkout', '--quiet', '--orphan', 'none')
  await repository.git('update-ref', '-d', 'refs/heads/main')
  expect((await repository.hal('start', '--branch', 'x')).stderr).toContain('has no commit yet')
  expect(folders()).toEqual(before)
})

test('an image without git works with that of the tools', async () => {
  const repository = await Repository.make(person, 'without')
  const name = person.name('without')
  await repository.ok('start', name, '--image', 'debian:bookworm-slim', '--branch', 'without')
  const told = await repository.ok(
    'send',
    name,
    'git --no-pager log --format=%s; git branch --show-current',
    '--capture',
  )
  expect(told).toBe('first\nwithout\n')
  await repository.ok('rm', '--force', name)
})

test('a worker that was stopped goes on where it was', async () => {
  const repository = await Repository.make(person, 'again')
  const name = await repository.start('hana', '--branch', 'hana')
  await inside(name, 'echo more > /workspace/readme.md')
  await repository.ok('stop', name)
  await repository.ok('start', name)
  expect(await inside(name, 'cat /workspace/readme.md')).toBe('more')
  expect((await repository.hal('start', name, '--branch', 'other')).stderr).toContain(
    'its branch is hana, asked for other',
  )
  expect(readFileSync(join(await folderOf(name), 'readme.md'), 'utf8')).toBe('more\n')
})
