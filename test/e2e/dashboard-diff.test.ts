import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { docker, Person } from '../rigs/hal.ts'

let person: Person
beforeEach(() => {
  person = new Person()
})
afterEach(async () => {
  const { owner } = person
  await person[Symbol.asyncDispose]()
  const names = await docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}')
  const mine = names.split('\n').filter((name) => name.includes(owner))
  if (mine.length > 0) await docker('image', 'rm', '--force', ...mine)
})

const output = (...command: readonly [string, ...string[]]) =>
  execFileSync(command[0], command.slice(1), { encoding: 'utf8', cwd: person.home })

/** A profile whose image has this machine's git, with the libraries that it needs; answers its name. */
const profileWithGit = (): string => {
  const name = `${person.owner}-git`
  const dir = join(person.home, 'environments', name)
  mkdirSync(join(dir, 'git'), { recursive: true })
  writeFileSync(join(person.home, 'hal.config.yaml'), 'profiles: [environments]\n')
  const [, version = ''] = /(\d+\.\d+)/.exec(output('git', '--version')) ?? []
  const facts = { from: 'debian:bookworm-slim', promises: { git: version } }
  writeFileSync(join(dir, 'profile.json'), JSON.stringify(facts))
  const git = output('which', 'git').trim()
  const needed = [...output('ldd', git).matchAll(/(\/\S+)/g)].map(([path]) => path)
  for (const path of [git, ...needed]) copyFileSync(path, join(dir, 'git', basename(path)))
  const loader = basename(needed.find((path) => basename(path).startsWith('ld-')) ?? '')
  const run = `exec /opt/git/${loader} --library-path /opt/git /opt/git/git "$@"`
  const steps = [
    'ARG PARENT',
    'FROM $PARENT',
    'COPY git /opt/git',
    `RUN printf '#!/bin/sh\\n%s\\n' '${run}' > /usr/bin/git && chmod 755 /usr/bin/git /opt/git/*`,
  ]
  writeFileSync(join(dir, 'Dockerfile'), `${steps.join('\n')}\n`)
  return name
}

test('a worker without git is looked at through another image that can do nothing but look', async () => {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@b']
  output('git', 'init', '-q')
  writeFileSync(join(person.home, 'kept'), 'one\ntwo\n')
  writeFileSync(join(person.home, '.gitignore'), '*\n!kept\n')
  output('git', ...identity, 'add', 'kept')
  output('git', ...identity, 'commit', '-qm', 'first')
  writeFileSync(join(person.home, 'kept'), 'one\n2\n')
  // What a worker may have written: git runs it, wherever it looks.
  const trap = join(person.home, 'sprung')
  writeFileSync(join(person.home, '.gitattributes'), 'kept filter=evil\n')
  output('git', 'config', 'filter.evil.clean', `touch ${trap} /workspace/sprung; echo sprung-inside; cat`)

  const name = await person.start('plain')
  // As with tools of before there was a git in them.
  await docker(
    'exec',
    '--privileged',
    '--user',
    '0',
    `hal-${name}`,
    ...['mount', '-t', 'tmpfs', 'none', '/tools/fallback'],
  )
  const profile = profileWithGit()
  await person.ok('build-profiles', profile)
  await using terminal = person.terminal(['dashboard'], { columns: 120, rows: 36 })
  await terminal.waitFor('1 ready')
  terminal.type('5')
  await terminal.waitFor('its image has no git: seen with that of hal/', { timeoutMs: 60_000 })
  await terminal.waitFor(/│ \+2 /)
  expect(terminal.screen()).toMatch(/│ -two /)
  expect(terminal.screen()).toContain('│ +sprung-inside')
  expect(terminal.screen()).toContain('· 1 file changed')
  expect(existsSync(trap) || existsSync(join(person.home, 'sprung'))).toBe(false)
  terminal.type('1')
  await terminal.waitFor('[Screen]')
  // Nothing is left of the look but the worker.
  const owned = ['ps', '-a', '--filter', `label=dev.hal.owner=${person.owner}`, '--format', '{{.Names}}']
  expect((await docker(...owned)).trim()).toBe(`hal-${name}`)
  terminal.type('q')
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
})
