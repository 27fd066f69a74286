import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { away } from '../rigs/away.ts'
import { docker, Person } from '../rigs/hal.ts'
import { Repository } from '../rigs/repository.ts'
import { type Served, served } from '../rigs/served.ts'

// Workers on a clone of one machine's repository, and a person on another machine who has a clone of the same.

let person: Person
let server: Served
let far: Person
let there: Repository
let here: Repository

beforeAll(async () => {
  person = new Person()
  there = await Repository.make(person, 'project')
  server = await served(person, { cwd: there.path })
  far = away(server)
  here = await there.cloneFor(far, 'mine')
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await far[Symbol.asyncDispose]()
  await person[Symbol.asyncDispose]()
})

const inside = (name: string, script: string) =>
  docker('exec', `hal-${name}`, 'sh', '-ec', `cd /workspace; ${script}`)
const commit = (name: string, file: string, content: string, subject: string) =>
  inside(name, `echo ${content} > ${file}; git add --all; git commit --quiet -m '${subject}'`)
const quarantines = () =>
  readdirSync(join(far.home, 'home/.local/share/hal')).filter((name) => name.startsWith('incoming'))
const refsOfHal = () => here.git('for-each-ref', '--format=%(refname)', 'refs/hal')

test('a worker’s branch comes to the repository of whoever asks, what was left with it, as theirs', async () => {
  const name = await there.start('ada', '--branch', 'ada/fix')
  expect(await here.ok('pull', name)).toContain('nothing to pull')
  await commit(name, 'readme.md', 'two', 'second')
  await inside(name, 'echo new > new.txt')
  const { stdout, stderr, exitCode } = await here.hal('pull', name)
  expect(exitCode).toBe(0)
  expect(stdout).toContain(`ada/fix   2 commits, new in ${here.path}`)
  expect(stderr).toBe(`hal: what ${name} had left uncommitted was committed onto its branch.\n`)
  expect(await here.git('log', '--format=%s by %an', 'ada/fix')).toBe(
    `Uncommitted work of ${name} by Ola Far\nsecond by Mina Mor\nfirst by Mina Mor`,
  )
  expect(await here.git('status', '--short', '--branch')).toContain('## main')
  expect(await there.git('branch', '--list', '--format=%(refname:short)')).toBe('main')
  expect(await here.ok('pull', name)).toContain('has all of it')
  await commit(name, 'readme.md', 'three', 'third')
  expect(await here.json('pull', name)).toMatchObject({
    arrival: 'forwarded',
    commits: 1,
    isCommitted: false,
  })
  await inside(name, 'git commit --quiet --amend -m better')
  expect(await here.json('pull', name)).toMatchObject({ arrival: 'rewritten' })
  expect(await here.git('log', '-1', '--format=%s', 'ada/fix')).toBe('better')
  expect(quarantines()).toEqual([])

  // What hal noted of it goes when nothing of it is there any more.
  expect(await refsOfHal()).toMatch(/^refs\/hal\/pulled\/afar-[0-9a-f]{32}-[0-9a-f]{32}$/)
  await here.git('branch', '-D', 'ada/fix')
  const bob = await there.start('bob', '--branch', 'bob')
  expect(await here.ok('pull', bob)).toContain('nothing to pull')
  expect(await refsOfHal()).toBe('')
})

test('it is merged into the branch that they stand on, also of a worker that has ended', async () => {
  const name = await there.start('cleo', '--branch', 'cleo')
  await inside(name, 'echo cleo > cleo.txt')
  await far.ok('stop', name)
  await here.commit('mine', { 'mine.txt': 'mine\n' })
  const merged = await here.hal('merge', name)
  expect(merged).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('1 commit merged into main') })
  expect(await here.git('show', 'HEAD:cleo.txt')).toBe('cleo')
  expect(await here.git('log', '-1', '--format=%s')).toBe("Merge branch 'cleo'")
  expect(await there.git('log', '-1', '--format=%s', 'main')).toBe('first')
  expect(await here.ok('merge', name)).toContain('nothing to merge')
  await far.ok('start', name)
  await inside(name, 'echo more > more.txt')
  await here.ok('pull', name, '-m', 'Say more')
  expect(await here.git('log', '-1', '--format=%s', 'cleo')).toBe('Say more')
})

test('a pull that is refused commits nothing in the worker', async () => {
  const name = await there.start('fay', '--branch', 'fay')
  await commit(name, 'readme.md', 'two', 'second')
  await here.ok('pull', name)
  await here.git('switch', '--quiet', 'fay')
  await inside(name, 'echo left > left.txt')
  const refusedFor = async (words: string) => {
    const refused = await here.hal('pull', name)
    expect(refused).toMatchObject({ stdout: '', exitCode: 1, stderr: expect.stringContaining(words) })
    expect(await inside(name, 'git status --short; git log -1 --format=%s')).toBe('?? left.txt\nsecond')
  }
  await refusedFor(`fay is checked out in ${here.path}`)
  await here.commit('mine too', { 'mine.txt': 'mine too\n' })
  await here.git('switch', '--quiet', 'main')
  await refusedFor("your branch fay has commits that the worker's hasn't")
})

test('it comes to no other repository than one that has what it began at', async () => {
  const name = await there.start('gil', '--branch', 'gil')
  await commit(name, 'readme.md', 'two', 'second')
  const other = await Repository.make(far, 'other')
  await other.git('commit', '--quiet', '--amend', '-m', 'of its own')
  for (const verb of ['pull', 'merge']) {
    const refused = await other.hal(verb, name)
    expect([verb, refused.exitCode]).toEqual([verb, 2])
    expect(refused.stderr).toContain(`${other.path} has no commit `)
    const outside = await far.hal([verb, name])
    expect([verb, outside.exitCode]).toEqual([verb, 2])
    expect(outside.stderr).toContain('you are in no git repository')
  }
  const bound = await there.start('hana')
  expect(await here.hal('pull', bound)).toMatchObject({ exitCode: 1, stdout: '' })
  expect(await here.hal('pull', 'nobody')).toMatchObject({ exitCode: 5 })
})

test('a bundle that lies gives one branch at most, and nothing that no git would keep', async () => {
  const name = await there.start('liar', '--branch', 'liar')
  await commit(name, 'readme.md', 'two', 'second')
  const main = await here.git('rev-parse', 'main')
  await inside(
    name,
    'git branch --force main HEAD; git tag v9; git bundle create --quiet /tmp/more liar main v9 ^HEAD~1',
  )
  const lie =
    "mv /usr/bin/git /usr/bin/real-git; printf '%s\\n' '#!/bin/sh' 'for word in \"$@\"; do [ \"$word\" != bundle ] || exec cat /tmp/more; done' 'exec /usr/bin/real-git \"$@\"' > /usr/bin/git; chmod 755 /usr/bin/git"
  await docker('exec', '-u', '0', `hal-${name}`, 'sh', '-ec', lie)
  await here.ok('pull', name)
  expect(await here.git('for-each-ref', '--format=%(refname)', 'refs/tags')).toBe('')
  expect(await here.git('rev-parse', 'main')).toBe(main)
  const before = await here.git('rev-parse', 'liar')
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
  const refused = await here.hal('pull', name)
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('hasDotgit') })
  for (const content of ['noise', '']) {
    await inside(name, `printf '${content}' > /tmp/more`)
    const noise = await here.hal('pull', name)
    expect(noise).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('Nothing of it was taken.') })
  }
  expect(await here.git('rev-parse', 'liar')).toBe(before)
  expect(quarantines()).toEqual([])
})

test('whoever may only look gets the branch as it is, and commits nothing', async () => {
  const name = await there.start('ida', '--branch', 'ida')
  await commit(name, 'readme.md', 'two', 'second')
  const secrets = { act: 'a-secret-of-many-characters', look: 'look-and-do-not-touch' }
  for (const [who, words] of Object.entries(secrets))
    writeFileSync(join(far.home, who), words, { mode: 0o600 })
  await using guarded = await served(person, {
    args: ['--read-secret-file', join(far.home, 'look')],
    env: { OPENCODE_SHARED_SECRET: secrets.act },
    cwd: there.path,
  })
  const pull = ['--url', guarded.address, '--secret-file', join(far.home, 'look'), 'pull', name]
  expect(await here.hal(...pull)).toMatchObject({
    exitCode: 4,
    stderr: expect.stringContaining('this secret lets you look, and do nothing'),
  })
  const headers = { authorization: `Bearer ${secrets.look}` }
  const bundle = await guarded.fetch(`/workers/${name}/bundle`, { headers })
  expect(bundle.headers.get('content-type')).toBe('application/x-git-bundle')
  writeFileSync(join(far.home, 'bundle'), Buffer.from(await bundle.arrayBuffer()))
  expect(await here.git('bundle', 'list-heads', join(far.home, 'bundle'))).toMatch(/ refs\/heads\/ida$/)
  expect((await guarded.fetch(`/workers/${name}/bundle`)).status).toBe(401)
  expect((await guarded.fetch(`/workers/${name}/bundle?known=--all`, { headers })).status).toBe(400)
})
