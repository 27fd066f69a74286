import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { GitDaemon } from '../rigs/git-daemon.ts'
import { docker, dockerTry, Person } from '../rigs/hal.ts'
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

test('an empty workspace is a folder of the worker’s own, and goes with it', async () => {
  const name = await person.start('ada', '--workspace', 'empty')
  expect(await inside(name, 'ls -A; touch own; stat -c %U .')).toBe('hal')
  expect(await person.ok('inspect', name)).toMatch(/^workspace {2}empty$/m)
  expect(readdirSync(person.home)).not.toContain('own')
  expect((await person.hal(['merge', name])).stderr).toContain('has no branch of a repository of yours')
  await person.ok('stop', name)
  await person.ok('rm', name)
  expect(folders()).toEqual([])
})

test('each of several workers gets a clone and a branch of its own', async () => {
  const repository = await Repository.make(person, 'several')
  const name = person.name('bob')
  await repository.ok('start', name, '--count', '2', '--profile', 'base', '--workspace', 'clone')
  for (const one of [`${name}-1`, `${name}-2`])
    expect(await inside(one, 'git symbolic-ref --short HEAD')).toBe(`hal/${one}`)
  expect((await repository.hal('start', 'x', '--count', '2', '--branch', 'x')).stderr).toContain(
    '--branch: expected one worker',
  )
  expect((await repository.hal('start', '--workspace', 'bind', '--branch', 'x')).exitCode).toBe(2)
})

test('a project’s config may ask for clones', async () => {
  const repository = await Repository.make(person, 'config')
  await repository.commit('config', { 'hal.config.json': '{ "workspace": "clone" }' })
  const name = await repository.start('cleo')
  expect(await inside(name, 'git symbolic-ref --short HEAD')).toBe(`hal/${name}`)
  const bound = await repository.start('dan', '--workspace', 'bind')
  expect(await person.json('inspect', bound)).toMatchObject({
    worker: { workspaceKind: 'bind', workspace: repository.path },
  })
})

test('a repository of elsewhere is cloned inside the worker, and what was not pushed keeps it', async () => {
  const repository = await Repository.make(person, 'served/project')
  await repository.git('config', '--global', 'user.name', 'Mina Mor')
  await repository.git('config', '--global', 'user.email', 'mina@example.com')
  // The first worker makes the network, by whose address the machine is reached.
  await person.start('first')
  await using daemon = await GitDaemon.serve(join(person.home, 'served'), 'hal')
  const url = `${daemon.address}/project`
  const name = await repository.start('eva', '--workspace', url, '--branch', 'eva')
  expect(await inside(name, 'cat readme.md; git symbolic-ref --short HEAD; git remote get-url origin')).toBe(
    `one\neva\n${url}`,
  )
  expect(await person.ok('inspect', name)).toContain(`eva of ${url}`)
  expect((await person.hal(['pull', name])).stderr).toContain('has no branch of a repository of yours')
  await inside(name, 'git commit --quiet --allow-empty -m mine')
  const { stderr } = await person.hal(['rm', name])
  expect(stderr).toMatch(/has work that is nowhere else, so it was not removed:\n +\w+ mine\n/)
  expect(stderr).toContain('Push it from inside')
  await inside(name, 'git reset --quiet --hard HEAD~1')
  await person.ok('stop', name)
  await person.ok('rm', name)
  const before = folders()
  const gone = await repository.hal('start', '--profile', 'base', '--workspace', `${daemon.address}/nothing`)
  expect(gone.exitCode).toBe(1)
  expect(gone.stderr).toContain('did not clone it: fatal:')
  expect(folders()).toEqual(before)
})

test('a folder that is called like a kind is named by a path', async () => {
  const repository = await Repository.make(person, 'words/clone')
  writeFileSync(join(repository.path, 'here'), '')
  const name = person.name('gil')
  await person.hal(['start', name, '--profile', 'base', '--workspace', './clone'], {
    cwd: join(person.home, 'words'),
  })
  expect(await inside(name, 'ls')).toContain('here')
})

test('a worker in a worktree makes no config for it that the person’s git would go by', async () => {
  const repository = await Repository.make(person, 'bare-trees')
  await repository.git('worktree', 'add', '--quiet', '-b', 'aside', '../aside')
  const side = await Repository.at(person, 'aside')
  const name = person.name('kim')
  await side.hal('start', name, '--image', 'debian:bookworm-slim')
  const config = join(repository.path, '.git/worktrees/aside/config.worktree')
  for (const command of [
    `rm -f ${config}`,
    `mv ${config} ${config}.x`,
    `printf '[core]\\nfsmonitor = /tmp/x\\n' > ${config}`,
  ])
    await dockerTry('exec', '-u', '0', `hal-${name}`, 'sh', '-c', command)
  expect(readFileSync(config, 'utf8')).toBe('')
  await side.git('config', 'extensions.worktreeConfig', 'true')
  await expect(side.git('config', '--get', 'core.fsmonitor')).rejects.toThrow()
})

test('git understands a worktree inside, and writes nothing that others go by', async () => {
  const repository = await Repository.make(person, 'trees')
  await repository.git('worktree', 'add', '--quiet', '-b', 'side', '../side')
  const side = await Repository.at(person, 'side')
  await side.git('config', 'extensions.worktreeConfig', 'true')
  await side.git('config', '--worktree', 'core.abbrev', '8')
  const name = person.name('hugo')
  const { stderr } = await side.hal('start', name, '--profile', 'base')
  expect(stderr).toContain('its git shows and does not commit')
  side.write({ 'readme.md': 'changed\n' })
  expect(await inside(name, 'git status --short --branch; git log --format=%s')).toBe(
    '## side\n M readme.md\nfirst',
  )
  expect((await person.hal(['diff', name, '--stat'])).stdout).toContain('1 file changed')
  const own = join(repository.path, '.git/worktrees/side')
  for (const command of [
    'git commit --all -m x',
    'git branch x',
    'git config core.fsmonitor /tmp/x',
    'git config --worktree core.fsmonitor /tmp/x',
    'rm .git',
    'mv .git y && git init --quiet .',
    'echo gitdir: /tmp/x > .git',
    `echo /tmp > ${own}/commondir`,
    `mv ${own}/commondir ${own}/x`,
    `rm -f ${own}/gitdir`,
  ]) {
    const { exitCode } = await dockerTry(
      'exec',
      '-w',
      '/workspace',
      '-u',
      '0',
      `hal-${name}`,
      'sh',
      '-c',
      command,
    )
    expect([command, exitCode]).not.toEqual([command, 0])
  }
  expect(await side.git('log', '--format=%s')).toBe('first')
  // Its own part of the repository is the worker's, where it is its user's: an index, and where it stands.
  const owned = async (by: number) => {
    if (process.getuid?.() === 0) await execa('chown', ['-R', `${by}:${by}`, own, side.path])
  }
  await owned(1000)
  await inside(name, 'git rm --cached --quiet src/a.txt')
  await owned(0)
  expect(await side.git('status', '--short')).toContain('D  src/a.txt')
})
