import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
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
const rootInside = (name: string, script: string) =>
  docker('exec', '-u', '0', `hal-${name}`, 'sh', '-ec', `cd /workspace; ${script}`)
const commit = (name: string, file: string, content: string, subject: string) =>
  inside(name, `echo ${content} > ${file}; git add --all; git commit --quiet -m '${subject}'`)
const quarantines = () =>
  readdirSync(join(person.home, 'home/.local/share/hal')).filter((name) => name.startsWith('incoming'))

test('a worker’s branch comes home with what was left uncommitted, and says so', async () => {
  const repository = await Repository.make(person, 'kind')
  const name = await repository.start('ada', '--branch', 'ada/fix')
  expect((await person.hal(['pull', name])).stdout).toContain('nothing to pull')
  await commit(name, 'readme.md', 'two', 'second')
  await inside(name, 'echo new > new.txt; echo secret > .env; echo .env > .gitignore')
  const { stdout, stderr, exitCode } = await person.hal(['pull', name])
  expect(exitCode).toBe(0)
  expect(stdout).toContain(`ada/fix   2 commits, new in ${repository.path}`)
  expect(stderr).toBe(`hal: what ${name} had left uncommitted was committed onto its branch.\n`)
  expect(await repository.git('log', '--format=%s by %an', 'ada/fix')).toBe(
    `Uncommitted work of ${name} by Mina Mor\nsecond by Mina Mor\nfirst by Mina Mor`,
  )
  expect(await repository.git('ls-tree', '-r', '--name-only', 'ada/fix')).toBe(
    '.gitignore\nnew.txt\nreadme.md\nsrc/a.txt',
  )
  expect(await repository.git('status', '--short', '--branch')).toBe('## main')
  expect(await inside(name, 'git status --short')).toBe('')
  expect((await person.hal(['pull', name])).stdout).toContain('has all of it')
  await commit(name, 'readme.md', 'three', 'third')
  expect(await person.json('pull', name)).toMatchObject({
    arrival: 'forwarded',
    commits: 1,
    isCommitted: false,
  })
  expect(quarantines()).toEqual([])
})

test('a worker that has ended gives its branch as well', async () => {
  const repository = await Repository.make(person, 'stopped')
  const name = await repository.start('bob', '--branch', 'bob')
  await inside(name, 'echo left > readme.md')
  await person.ok('stop', name)
  expect((await person.hal(['pull', name])).stdout).toContain('1 commit, new')
  expect(await repository.git('show', 'bob:readme.md')).toBe('left')
})

test('what was left comes home under the message that the person gives it', async () => {
  const repository = await Repository.make(person, 'said')
  const name = await repository.start('eve', '--branch', 'eve')
  await inside(name, 'echo left > readme.md')
  expect(await person.hal(['pull', name, '-m', ' '])).toMatchObject({ exitCode: 2, stdout: '' })
  await person.ok('pull', name, '-m', 'Fix the login\n\n# Why: "it" was $BROKEN')
  expect(await repository.git('log', '-1', '--format=%B', 'eve')).toBe(
    'Fix the login\n\n# Why: "it" was $BROKEN\n',
  )
  await inside(name, 'echo more > more.txt')
  await repository.ok('merge', name, '--squash', '--message', 'All of it')
  expect(await repository.git('log', '--format=%s', 'main')).toBe('All of it\nfirst')
  expect(await repository.git('log', '-1', '--format=%s', 'eve')).toBe('All of it')
})

test('a branch that the person worked on is never overwritten; one they did not touch may be rewritten', async () => {
  const repository = await Repository.make(person, 'moved')
  const name = await repository.start('cleo', '--branch', 'cleo')
  await commit(name, 'readme.md', 'two', 'second')
  await person.ok('pull', name)
  await inside(name, 'git commit --quiet --amend -m better')
  expect(await person.json('pull', name)).toMatchObject({ arrival: 'rewritten' })
  expect(await repository.git('log', '-1', '--format=%s', 'cleo')).toBe('better')
  await repository.git('switch', '--quiet', 'cleo')
  const checkedOut = await inside(name, 'git commit --quiet --allow-empty -m more').then(() =>
    person.hal(['pull', name]),
  )
  expect(checkedOut.exitCode).toBe(1)
  expect(checkedOut.stderr).toContain(`cleo is checked out in ${repository.path}`)
  const mine = await repository.commit('mine', { 'mine.txt': 'mine\n' })
  await repository.git('switch', '--quiet', 'main')
  const moved = await person.hal(['pull', name])
  expect(moved.exitCode).toBe(1)
  expect(moved.stderr).toContain("your branch cleo has commits that the worker's hasn't")
  expect(await repository.git('rev-parse', 'cleo')).toBe(mine)
  expect(await repository.git('for-each-ref', 'refs/hal/incoming')).toBe('')
})

test('a pull that is refused commits nothing in the worker', async () => {
  const repository = await Repository.make(person, 'refused')
  const name = await repository.start('fay', '--branch', 'fay')
  await commit(name, 'readme.md', 'two', 'second')
  await person.ok('pull', name)
  await repository.git('switch', '--quiet', 'fay')
  await inside(name, 'echo left > left.txt')
  const refusedFor = async (words: string) => {
    const refused = await person.hal(['pull', name])
    expect(refused).toMatchObject({ stdout: '', exitCode: 1, stderr: expect.stringContaining(words) })
    expect(refused.stderr).not.toContain('was committed')
    expect(await inside(name, 'git status --short; git log -1 --format=%s')).toBe('?? left.txt\nsecond')
  }
  await refusedFor('fay is checked out in')
  await repository.commit('mine', { 'mine.txt': 'mine\n' })
  await repository.git('switch', '--quiet', 'main')
  await refusedFor("your branch fay has commits that the worker's hasn't")
  await repository.git('branch', '--move', 'fay', 'fay-mine')
  expect((await person.hal(['pull', name])).stdout).toContain('fay   2 commits, new in')
})

test('what has another branch checked out, or an unfinished merge, is not guessed at', async () => {
  const repository = await Repository.make(person, 'astray')
  const name = await repository.start('dan', '--branch', 'dan')
  await inside(name, 'git switch --quiet --create other; echo x > x; git add x; git commit --quiet -m x')
  expect((await person.hal(['pull', name])).stderr).toContain('has other checked out, and not dan')
  await inside(name, 'git switch --quiet dan; git merge --quiet -')
  await inside(
    name,
    'echo 1 > c; git add c; git commit --quiet -m 1; git switch --quiet other; echo 2 > c; git add c; git commit --quiet -m 2; git switch --quiet dan; git merge other || true',
  )
  expect((await person.hal(['pull', name])).stderr).toContain('in the middle of a merge')
  expect(await repository.git('branch', '--list', '--format=%(refname:short)')).toBe('main')
})

test('a repository that moved away is said', async () => {
  const repository = await Repository.make(person, 'gone')
  const name = await repository.start('eva', '--branch', 'eva')
  await person.ok('stop', name)
  rmSync(repository.path, { recursive: true })
  expect((await person.hal(['pull', name])).stderr).toContain(`is not at ${repository.path} any more`)
  mkdirSync(join(repository.path, '.git/objects'), { recursive: true })
})

test('a branch with an odd name comes home under that name', async () => {
  const repository = await Repository.make(person, 'odd')
  const branch = `ada/$(touch$IFS/tmp/odd)'";&|é`
  const name = await repository.start('odd', '--branch', branch)
  await commit(name, 'readme.md', 'two', 'second')
  await person.ok('pull', name)
  expect(await repository.git('for-each-ref', '--format=%(refname)', 'refs/heads/ada')).toBe(
    `refs/heads/${branch}`,
  )
})

test('nothing that a worker’s repository names is run on this machine', async () => {
  const repository = await Repository.make(person, 'hostile')
  const evil = join(person.home, 'evil')
  // The program is there outside, where a worker could have put it by other means, and says that it ran.
  await execa('sh', [
    '-c',
    `printf '#!/bin/sh\\necho "$0 $*" >> ${evil}.ran; cat\\n' > ${evil}; chmod +x ${evil}`,
  ])
  const name = await repository.start('evil', '--branch', 'evil')
  await inside(
    name,
    [
      `for key in core.fsmonitor diff.external core.pager core.editor core.sshCommand core.gitProxy core.alternateRefsCommand uploadpack.packObjectsHook gpg.program filter.evil.clean filter.evil.smudge filter.evil.process merge.evil.driver credential.helper; do git config "$key" ${evil}; done`,
      'git config core.hooksPath /workspace/hooks; git config filter.evil.required true; git config extensions.worktreeConfig true',
      `mkdir hooks; for hook in pre-commit post-commit post-checkout post-merge reference-transaction pre-auto-gc; do cp /bin/true hooks/$hook; done`,
      `git config include.path ${evil}`,
      'git config --unset-all filter.evil.required; git config --unset filter.evil.process; git config filter.evil.clean cat; git config filter.evil.smudge cat',
      'echo "* filter=evil merge=evil diff=evil" > .gitattributes',
      'echo two > readme.md',
    ].join('\n'),
  )
  await person.ok('diff', name)
  await person.ok('pull', name)
  await person.hal(['rm', name])
  expect(await repository.git('show', 'evil:readme.md')).toBe('two')
  expect(existsSync(`${evil}.ran`)).toBe(false)
  // The trap is a real one: it springs for a git that looks into the clone from here.
  const { worker } = await person.json<{ worker: { workspaceFolder: string } }>('inspect', name)
  await inside(name, 'git config --unset include.path')
  await execa('git', ['-c', 'safe.directory=*', '-C', worker.workspaceFolder, 'status'], {
    env: person.env,
    stdin: 'ignore',
  })
  expect(existsSync(`${evil}.ran`)).toBe(true)
})

test('a .git that leads elsewhere leads this machine’s git nowhere', async () => {
  const repository = await Repository.make(person, 'link')
  const victim = await Repository.make(person, 'victim')
  const name = await repository.start('link', '--branch', 'link')
  await inside(name, `mv .git /tmp/real; ln -s ${victim.path}/.git .git`)
  for (const verb of ['diff', 'pull']) {
    const { stderr, exitCode } = await person.hal([verb, name])
    expect([verb, exitCode]).toEqual([verb, 1])
    expect(stderr).toContain('is no git repository')
  }
  expect(await victim.git('for-each-ref', 'refs/hal')).toBe('')
  await person.ok('rm', name, '--force')
  expect(await victim.git('rev-parse', '--verify', 'HEAD')).not.toBe('')
})

/** A git in the worker that says of the branch what the real one would, and hands out `file` as its bundle. */
const lyingGit = (name: string, file: string) =>
  rootInside(
    name,
    `mv /usr/bin/git /usr/bin/real-git; printf '%s\\n' '#!/bin/sh' 'for word in "$@"; do [ "$word" != bundle ] || exec cat ${file}; done' 'exec /usr/bin/real-git "$@"' > /usr/bin/git; chmod 755 /usr/bin/git`,
  )

test('a bundle that lies gives one branch at most, and nothing that no git would keep', async () => {
  const repository = await Repository.make(person, 'lies')
  const main = await repository.git('rev-parse', 'main')
  const name = await repository.start('liar', '--branch', 'liar')
  await commit(name, 'readme.md', 'two', 'second')
  // Further refs, among them the person's own.
  await inside(
    name,
    'git branch --force main HEAD; git tag v9; git bundle create --quiet /tmp/more liar main v9 ^HEAD~1',
  )
  await lyingGit(name, '/tmp/more')
  await person.ok('pull', name)
  expect(await repository.git('for-each-ref', '--format=%(refname)', 'refs/heads', 'refs/tags')).toBe(
    'refs/heads/liar\nrefs/heads/main',
  )
  expect(await repository.git('rev-parse', 'main')).toBe(main)
  const before = await repository.git('rev-parse', 'liar')
  // A tree with a .git in it, which a checkout would write as config.
  const made = [
    'real() { /usr/bin/real-git "$@"; }',
    'blob=$(printf "[core]\\n\\tfsmonitor = evil\\n" | real hash-object -w --stdin)',
    'inner=$(printf "100644 blob $blob\\tconfig\\n" | real mktree)',
    'tree=$(printf "040000 tree $inner\\t.git\\n" | real mktree)',
    'tip=$(real commit-tree -p HEAD -m evil "$tree")',
    'real update-ref refs/heads/liar "$tip"',
    'real bundle create --quiet /tmp/more liar ^HEAD~1',
  ].join('\n')
  await inside(name, made)
  const refused = await person.hal(['pull', name])
  expect(refused.exitCode).toBe(1)
  expect(refused.stderr).toContain('hasDotgit')
  expect(await repository.git('rev-parse', 'liar')).toBe(before)
  expect(await repository.git('fsck', '--full', '--strict')).toBe('')
  // Noise, and nothing at all.
  for (const content of ['noise', '']) {
    await inside(name, `printf '${content}' > /tmp/more`)
    const { stderr, exitCode } = await person.hal(['pull', name])
    expect(exitCode).toBe(1)
    expect(stderr).toContain('Nothing of it was taken.')
  }
  expect(await repository.git('rev-parse', 'liar')).toBe(before)
  expect(quarantines()).toEqual([])
})
