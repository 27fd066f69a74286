import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'
import { Repository } from '../rigs/repository.ts'

let person: Person
beforeAll(() => {
  person = new Person()
})
afterAll(() => person[Symbol.asyncDispose]())

const inside = (name: string, script: string) =>
  docker('exec', `hal-${name}`, 'sh', '-ec', `cd /workspace; ${script}`)
const commit = (name: string, file: string, content: string) =>
  inside(name, `echo ${content} > ${file}; git add --all; git commit --quiet -m 'write ${content}'`)
const lookOf = async (repository: Repository) => [
  await repository.git('rev-parse', 'HEAD'),
  await repository.git('status', '--short', '--branch'),
  await repository.git('stash', 'list'),
]

test('a worker’s work is merged into the branch that the person stands on', async () => {
  const repository = await Repository.make(person, 'kind')
  const name = await repository.start('ada', '--branch', 'ada/fix')
  expect(await repository.ok('merge', name)).toContain('nothing to merge')
  await commit(name, 'readme.md', 'two')
  expect(await repository.ok('merge', name)).toContain('ada/fix   1 commit merged into main')
  expect(await repository.git('log', '--format=%s')).toBe('write two\nfirst')
  await repository.commit('mine', { 'mine.txt': 'mine\n' })
  await inside(name, 'echo three > new.txt')
  expect(await repository.json('merge', name)).toMatchObject({
    how: 'merged',
    commits: 1,
    into: 'main',
    isCommitted: true,
  })
  expect(await repository.git('log', '-1', '--format=%s by %an, %p')).toMatch(
    /^Merge branch 'ada\/fix' by Mina Mor, \w+ \w+$/,
  )
  expect(await repository.git('status', '--short')).toBe('')
  expect(await repository.ok('merge', name)).toContain('main has all of it')
})

test('a merge says that it has what was left uncommitted, also where a pull had committed it', async () => {
  const repository = await Repository.make(person, 'left')
  const name = await repository.start('eve', '--branch', 'eve/fix')
  await inside(name, 'echo left > left.txt')
  await repository.ok('pull', name)
  await commit(name, 'readme.md', 'two')
  const merged = await repository.hal('merge', name)
  expect(merged.stderr).toContain(`with it came what ${name} had left uncommitted`)
  expect(merged.stdout).toContain('2 commits merged into main')
  await commit(name, 'readme.md', 'three')
  expect((await repository.hal('merge', name)).stderr).toBe('')
})

test('a merge that conflicts says that what was left uncommitted was committed', async () => {
  const repository = await Repository.make(person, 'torn')
  const name = await repository.start('flo', '--branch', 'flo')
  await repository.commit('mine', { 'readme.md': 'mine\n' })
  await inside(name, 'echo theirs > readme.md')
  const { stderr, exitCode } = await repository.hal('merge', name)
  expect(exitCode).toBe(1)
  expect(stderr).toContain(
    `hal: what ${name} had left uncommitted was committed onto its branch.\nhal: flo and main conflict in readme.md`,
  )
})

test('a branch is pulled and merged from the dashboard, too', async () => {
  const repository = await Repository.make(person, 'board')
  const name = await repository.start('bea', '--branch', 'bea/fix')
  await commit(name, 'readme.md', 'two')
  await using terminal = person.terminal(['dashboard'], {
    ...{ columns: 140, rows: 36, cwd: repository.path },
  })
  await terminal.waitFor(name)
  terminal.type(`:pull ${name}\r`)
  await terminal.waitFor('bea/fix: 1 commit, new in')
  expect(await repository.git('log', '-1', '--format=%s', 'bea/fix')).toBe('write two')
  terminal.type(`:merge ${name}\r`)
  await terminal.waitFor('bea/fix: 1 commit merged into main')
  expect(await repository.git('log', '-1', '--format=%s')).toBe('write two')
})

test('squashed, it is one commit that says what was in it', async () => {
  const repository = await Repository.make(person, 'squash')
  const name = await repository.start('bob', '--branch', 'bob')
  await commit(name, 'a', 'one')
  await commit(name, 'a', 'two')
  expect(await repository.ok('merge', name, '--squash')).toContain('2 commits squashed into main')
  expect(await repository.git('log', '--format=%B')).toBe('bob\n\n* write one\n* write two\n\nfirst\n')
  expect(await repository.git('rev-parse', 'main^{tree}')).toBe(
    await repository.git('rev-parse', 'bob^{tree}'),
  )
})

test('a conflict is said, and leaves nothing half done', async () => {
  const repository = await Repository.make(person, 'conflict')
  const name = await repository.start('cleo', '--branch', 'cleo')
  await commit(name, 'readme.md', 'hers')
  await commit(name, 'other.txt', 'fine')
  const head = await repository.commit('mine', { 'readme.md': 'mine\n' })
  const before = await lookOf(repository)
  for (const options of [[], ['--squash']]) {
    const { stderr, exitCode } = await repository.hal('merge', name, ...options)
    expect(exitCode).toBe(1)
    expect(stderr).toContain('cleo and main conflict in readme.md. Nothing was merged')
    expect(await lookOf(repository)).toEqual(before)
    expect(existsSync(join(repository.path, '.git/MERGE_HEAD'))).toBe(false)
  }
  expect(await repository.git('show', 'cleo:readme.md')).toBe('hers')
  // As the sentence says, the worker can see the commit.
  await inside(name, `git merge --quiet -X theirs ${head}`)
  await repository.ok('merge', name)
  expect(await repository.git('show', 'HEAD:readme.md')).toBe('mine')
})

test('changes that are not committed, and files in the way, stay as they are', async () => {
  const repository = await Repository.make(person, 'dirty')
  const name = await repository.start('dan', '--branch', 'dan')
  await commit(name, 'new.txt', 'theirs')
  repository.write({ 'readme.md': 'changed\n' })
  const dirty = await repository.hal('merge', name)
  expect(dirty).toMatchObject({ exitCode: 1 })
  expect(dirty.stderr).toContain('has changes that are not committed')
  expect(await repository.git('branch', '--list', 'dan')).toBe('')
  await repository.git('checkout', '--quiet', 'readme.md')
  repository.write({ 'new.txt': 'mine\n' })
  const before = await lookOf(repository)
  const inTheWay = await repository.hal('merge', name)
  expect(inTheWay.stderr).toContain('the merge would overwrite: new.txt')
  expect(await lookOf(repository)).toEqual(before)
})

test('merges are refused where there is nothing to merge into', async () => {
  const repository = await Repository.make(person, 'nowhere')
  const name = await repository.start('eva', '--branch', 'eva')
  await commit(name, 'new.txt', 'new')
  expect((await person.hal(['merge', name])).stderr).toContain(
    `works for ${repository.path}, and this is not`,
  )
  const other = await Repository.make(person, 'other')
  expect((await other.hal('merge', name)).stderr).toContain(`works for ${repository.path}, and this is not`)
  await repository.git('checkout', '--quiet', '--detach')
  expect((await repository.hal('merge', name)).stderr).toContain('has no branch checked out')
  await repository.git('worktree', 'add', '--quiet', '-b', 'side', '../side')
  const side = await Repository.at(person, 'side')
  expect(await side.ok('merge', name)).toContain('merged into side')
})

test('hooks that come with a merge, as husky’s do, are not run', async () => {
  const repository = await Repository.make(person, 'husky')
  await repository.commit('hooks', { '.husky/post-merge': '#!/bin/sh\ntrue\n' })
  await repository.git('config', 'core.hooksPath', '.husky')
  const name = await repository.start('finn', '--branch', 'finn')
  const ran = join(person.home, 'ran')
  mkdirSync(ran)
  await inside(
    name,
    `for hook in post-merge pre-merge-commit commit-msg post-checkout reference-transaction post-index-change; do printf '#!/bin/sh\\ntouch ${ran}/$0\\n' > .husky/$hook; chmod +x .husky/$hook; done; sed -i "s,\\$0,hook," .husky/*`,
  )
  await repository.ok('merge', name)
  expect(await repository.git('ls-files', '-s', '.husky/post-merge')).toMatch(/^100755/)
  expect(existsSync(join(ran, 'hook'))).toBe(false)
  // The person's own git would have.
  await repository.git('checkout', '--quiet', '-b', 'own')
  expect(existsSync(join(ran, 'hook'))).toBe(true)
})

test('what a branch names as a submodule is fetched by nobody', async () => {
  const repository = await Repository.make(person, 'modules')
  for (const [key, value] of [
    ['submodule.recurse', 'true'],
    ['fetch.recurseSubmodules', 'true'],
    ['protocol.ext.allow', 'always'],
  ] as const)
    await repository.git('config', '--global', key, value)
  const name = await repository.start('gus', '--branch', 'gus')
  const ran = join(person.home, 'fetched')
  const url = `ext::touch ${ran}`
  await inside(
    name,
    [
      `git config --file .gitmodules submodule.sub.path sub; git config --file .gitmodules submodule.sub.url '${url}'`,
      'git config --file .gitmodules submodule.sub.update checkout; git add .gitmodules',
      'mkdir sub; git update-index --add --cacheinfo "160000,$(git rev-parse HEAD),sub"; git commit --quiet -m sub',
    ].join('\n'),
  )
  await repository.ok('pull', name)
  await repository.ok('merge', name)
  expect(await repository.git('ls-files', '-s', 'sub')).toMatch(/^160000/)
  expect(existsSync(ran)).toBe(false)
  // The person's own git would have, where it is told to.
  await repository.git('submodule', 'update', '--init').catch(() => undefined)
  expect(existsSync(ran)).toBe(true)
})
