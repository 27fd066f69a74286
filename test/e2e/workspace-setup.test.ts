import { existsSync, readdirSync, writeFileSync } from 'node:fs'
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
const folders = () => {
  const folder = join(person.home, 'home/.local/share/hal/workspaces')
  return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : []
}
const configure = (repository: Repository, config: object) =>
  writeFileSync(join(repository.path, 'hal.config.json'), JSON.stringify(config))

test('files that .worktreeinclude names come along, and never become a part of the branch', async () => {
  const repository = await Repository.make(person, 'include')
  await repository.commit('rules', {
    '.gitignore': '.env*\n/data/\n',
    '.worktreeinclude': '# what a worker needs\n.env*\n!.env.private\n/odd*\nreadme.md\nsecret-link\n',
  })
  repository.write({
    '.env': 'KEY=1\n',
    'sub/.env.local': 'KEY=2\n',
    '.env.private': 'mine\n',
    'data/big': 'no\n',
    'odd [name] ': 'odd\n',
    'readme.md': 'changed here\n',
  })
  const name = await repository.start('ada', '--branch', 'ada')
  expect(await inside(name, 'cat .env sub/.env.local "odd [name] " readme.md; ls -A')).toBe(
    'KEY=1\nKEY=2\nodd\none\n.env\n.git\n.gitignore\n.worktreeinclude\nodd [name] \nreadme.md\nsrc\nsub',
  )
  expect(await inside(name, 'stat -c %U .env')).toBe('hal')
  expect(await inside(name, 'git status --short')).toBe('')
  await inside(name, 'echo two > readme.md')
  await person.ok('pull', name)
  expect(await repository.git('diff', '--name-only', 'main', 'ada')).toBe('readme.md')
})

test('setup runs in the worker, once, before its command', async () => {
  const repository = await Repository.make(person, 'setup')
  await repository.commit('config', {
    'hal.config.json': JSON.stringify({ setup: ['echo set-up >> ../tmp/order', 'cp readme.md built.txt'] }),
    '.gitignore': 'built.txt\n',
  })
  const name = await repository.start(
    'bob',
    '--branch',
    'bob',
    '--',
    'sh',
    '-c',
    'echo command >> /tmp/order; sleep 600',
  )
  await expect.poll(() => inside(name, 'cat /tmp/order')).toBe('set-up\ncommand')
  expect(await inside(name, 'cat built.txt')).toBe('one')
  expect(existsSync('/tmp/order')).toBe(false)
  await repository.ok('stop', name)
  await repository.ok('start', name)
  await expect.poll(() => inside(name, 'cat /tmp/order')).toBe('set-up\ncommand\ncommand')
})

test('a setup that fails is said with its last words, and leaves nothing behind', async () => {
  const repository = await Repository.make(person, 'failing')
  configure(repository, {
    setup: [
      'for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done',
      'echo broken >&2; exit 7',
      'echo never',
    ],
  })
  const { stderr, exitCode } = await repository.hal(
    'start',
    person.name('cleo'),
    '--profile',
    'base',
    '--branch',
    'cleo',
  )
  expect(exitCode).toBe(1)
  expect(stderr).toContain(`the setup of ${person.name('cleo')}'s workspace ended with 7`)
  expect(stderr).toContain('  line 12\n       broken\n')
  expect(stderr).not.toMatch(/line 2$|never/m)
  expect(folders().some((folder) => folder.startsWith('cleo'))).toBe(false)
  expect(await repository.git('for-each-ref', 'refs/hal')).toBe('')
  // A folder of the person's is theirs to set up.
  await repository.start('dan')
})

test('teardown runs in the worker before its workspace goes, and its failure keeps it', async () => {
  const repository = await Repository.make(person, 'teardown')
  configure(repository, { teardown: ['echo cannot; test -e done'] })
  const name = await repository.start('eva', '--branch', 'eva')
  await repository.ok('stop', name)
  const { stderr, exitCode } = await repository.hal('rm', name)
  expect(exitCode).toBe(1)
  expect(stderr).toContain(
    `the teardown of ${name}'s workspace ended with 1, so it was not removed.\n       cannot\n`,
  )
  await repository.ok('start', name)
  await inside(name, 'touch done; echo done > .git/info/exclude')
  await repository.ok('stop', name)
  await repository.ok('rm', name)
})
