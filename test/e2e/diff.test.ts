import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'
import { Repository } from '../rigs/repository.ts'

let person: Person
let repository: Repository
let name: string
beforeAll(async () => {
  person = new Person()
  repository = await Repository.make(person, 'project')
  name = await repository.start('ada', '--branch', 'ada/fix')
  await inside(
    'echo two >> readme.md; git commit --quiet --all -m "second"; echo three >> readme.md; git add readme.md; echo new > src/new.txt; rm src/a.txt',
  )
})
afterAll(() => person[Symbol.asyncDispose]())

const inside = (script: string) => docker('exec', `hal-${name}`, 'sh', '-ec', `cd /workspace; ${script}`)

const all = ` readme.md   | 2 ++
 src/a.txt   | 1 -
 src/new.txt | 1 +
 3 files changed, 3 insertions(+), 1 deletion(-)
`

test('a diff has all since the branch began, committed or not, and files that git doesn’t know yet', async () => {
  const { stdout, stderr, exitCode } = await person.hal(['diff', name, '--stat'])
  expect({ stdout, stderr, exitCode }).toEqual({ stdout: all, stderr: '', exitCode: 0 })
  expect((await person.hal(['diff', name])).stdout).toContain('+two\n+three\n')
})

test('what goes into a pipe, git applies', async () => {
  const { stdout } = await person.hal(['diff', name])
  const { stdout: stat } = await execa('git', ['-C', repository.path, 'apply', '--stat'], { input: stdout })
  expect(stat).toContain('3 files changed, 3 insertions(+), 1 deletion(-)')
})

test('a look leaves the agent’s index and files as they are', async () => {
  const look = 'git status --porcelain; sha256sum .git/index; find .git /tmp | sort'
  const before = await inside(look)
  expect(before).toContain('M  readme.md\n D src/a.txt\n?? src/new.txt')
  await person.ok('diff', name)
  await person.json('diff', name)
  expect(await inside(look)).toBe(before)
})

test('programs get files and commits', async () => {
  expect(await person.json('diff', name)).toEqual({
    ...{ version: 1, worker: name, branch: 'ada/fix', base: await repository.git('rev-parse', 'HEAD') },
    files: [
      { path: 'readme.md', added: 2, deleted: 0 },
      { path: 'src/a.txt', added: 0, deleted: 1 },
      { path: 'src/new.txt', added: 1, deleted: 0 },
    ],
    commits: [{ id: (await inside('git rev-parse HEAD')).trim(), subject: 'second' }],
  })
})

test('a worker that has ended is looked into as well, and nothing stays of it', async () => {
  await person.ok('stop', name)
  expect((await person.hal(['diff', name, '--stat'])).stdout).toBe(all)
  const left = await docker('ps', '-aq', '--filter', `label=dev.hal.owner=${person.owner}`)
  expect(left.trim().split('\n')).toHaveLength(1)
  await person.ok('start', name)
})

test('what a worker’s config names is not run by a look, and never on this machine', async () => {
  const evil = `${person.home}/evil`
  await inside(
    [
      `printf '#!/bin/sh\\nmkdir -p ${person.home}; echo "$0" >> ${evil}; cat\\n' > /tmp/evil; chmod +x /tmp/evil`,
      'for key in core.fsmonitor diff.external core.pager core.editor diff.evil.textconv; do git config $key /tmp/evil; done',
      'git config core.hooksPath /tmp/hooks; mkdir -p /tmp/hooks; cp /tmp/evil /tmp/hooks/post-index-change',
      'echo "* diff=evil" > .git/info/attributes',
    ].join('\n'),
  )
  expect((await person.hal(['diff', name, '--stat'])).stdout).toBe(all)
  expect(await inside(`cat ${evil} 2>/dev/null || echo clean`)).toBe('clean')
  expect((await execa('ls', [person.home])).stdout).not.toContain('evil')
})

test('on a terminal a diff can’t steer it', async () => {
  await inside(`printf '\\033]0;owned\\007\\033[2Jtext\\n' > src/new.txt`)
  await using terminal = person.terminal(['diff', name])
  await terminal.exit
  expect(terminal.rawOutput()).toContain('+text')
  expect(terminal.rawOutput()).not.toContain('owned')
  expect(terminal.rawOutput()).not.toContain('[2J')
})

test('a worker on a folder of the person’s shows what is not in its last commit', async () => {
  const other = await Repository.make(person, 'bound')
  const bound = await other.start('bob')
  other.write({ 'readme.md': 'changed\n' })
  expect((await person.hal(['diff', bound, '--stat'])).stdout).toContain(
    '1 file changed, 1 insertion(+), 1 deletion(-)',
  )
  const plain = await person.start('cleo')
  expect((await person.hal(['diff', plain])).stderr).toContain('is no git repository')
  const empty = await other.start('dan', '--workspace', 'empty')
  expect((await person.hal(['diff', empty])).stderr).toContain('is no git repository')
})

test('a change of the same length within the second of a commit is seen', async () => {
  const other = await Repository.make(person, 'same')
  const bob = await other.start('same', '--branch', 'same')
  await docker(
    ...['exec', `hal-${bob}`, 'sh', '-ec'],
    [
      'cd /workspace; git config core.trustctime false; at="2026-01-02 03:04:05"',
      'touch -d "$at" readme.md; git update-index --refresh; touch -d "$at" .git/index',
      'echo two > readme.md; touch -d "$at" readme.md .git/index',
    ].join('\n'),
  )
  expect((await person.hal(['diff', bob])).stdout).toContain('+two')
})
