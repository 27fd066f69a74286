import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { publicUrl, sourcesOf } from './source.ts'

const execute = promisify(execFile)

/** A repository with one commit: `tracked/file`. */
async function repository() {
  const dir = await mkdtemp(join(tmpdir(), 'hal-test-source-'))
  const git = async (...args: readonly string[]) => {
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.org', '-c', 'init.defaultBranch=main']
    return (await execute('git', ['-C', dir, ...who, ...args])).stdout.trim()
  }
  const write = async (path: string, text: string) => {
    await mkdir(join(dir, path, '..'), { recursive: true })
    await writeFile(join(dir, path), text)
  }
  await git('init', '--quiet')
  await write('tracked/file', 'as committed')
  await write('.gitignore', 'node_modules\n')
  await git('add', '.')
  await git('commit', '--quiet', '--message', 'first')
  const commit = await git('rev-parse', 'HEAD')
  const source = async (folder: string) =>
    (await sourcesOf([join(dir, folder)], 'own.lock')).get(join(dir, folder))
  return { dir, git, write, commit, source, [Symbol.asyncDispose]: () => rm(dir, { recursive: true }) }
}

test('a tracked folder of a clean tree has its commit', async () => {
  await using repo = await repository()
  expect(await repo.source('tracked')).toEqual({ url: undefined, commit: repo.commit })
  await repo.git('remote', 'add', 'origin', 'https://ada:secret@example.org/acme/x.git')
  expect(await repo.source('tracked')).toEqual({ url: 'https://example.org/acme/x.git', commit: repo.commit })
})

// Only root can give files to another user.
test.skipIf(process.getuid?.() !== 0)(
  'a repository of another user, as a worker’s workspace is, has its commit too',
  async () => {
    await using repo = await repository()
    await execute('chown', ['-R', '1000:1000', repo.dir])
    expect(await repo.source('tracked')).toMatchObject({ commit: repo.commit })
  },
)

test.each([
  ['a change', 'tracked/file', 'otherwise'],
  ['a new file', 'elsewhere', 'new'],
])('%s anywhere makes it none', async (_, path, text) => {
  await using repo = await repository()
  await repo.write(path, text)
  expect(await repo.source('tracked')).toMatchObject({ commit: undefined })
})

test('what hal itself writes there is no change', async () => {
  await using repo = await repository()
  await repo.write('own.lock', '{}')
  await repo.write('deep/own.lock', '{}')
  expect(await repo.source('tracked')).toMatchObject({ commit: repo.commit })
})

test('a folder that nothing tracks comes from nowhere', async () => {
  await using repo = await repository()
  await repo.write('node_modules/hal/profiles/base/profile.json', '{}')
  expect(await repo.source('node_modules/hal/profiles/base')).toBeUndefined()
  expect(await sourcesOf([tmpdir(), '/nowhere'], 'own.lock')).toEqual(new Map())
})

test('nothing that a repository’s own config names is run', async () => {
  await using repo = await repository()
  const trap = join(repo.dir, '.git/trap')
  await writeFile(trap, `#!/bin/sh\ntouch '${repo.dir}/.git/sprung'\nexit 1\n`)
  await chmod(trap, 0o755)
  for (const key of ['core.fsmonitor', 'filter.trap.clean', 'core.sshCommand'])
    await repo.git('config', key, trap)
  await writeFile(join(repo.dir, '.git/info/attributes'), '* filter=trap\n')
  await writeFile(join(repo.dir, '.git/hooks/post-index-change'), `#!/bin/sh\nexec '${trap}'\n`, {
    mode: 0o755,
  })
  // As long as before, and of another time: git has to read it.
  await repo.write('tracked/file', 'as COMMITTED')
  await utimes(join(repo.dir, 'tracked/file'), new Date(), new Date(Date.now() + 60_000))
  expect(await repo.source('tracked')).toMatchObject({ commit: undefined })
  expect(await readdir(join(repo.dir, '.git'))).not.toContain('sprung')
  await repo.git('status', '--porcelain')
  expect(await readdir(join(repo.dir, '.git'))).toContain('sprung')
})

test.each([
  ['https://ada:secret@example.org/x.git', 'https://example.org/x.git'],
  ['https://token@example.org/x', 'https://example.org/x'],
  ['ssh://git:secret@example.org/x.git', 'ssh://git@example.org/x.git'],
  ['git@example.org:acme/x.git', 'git@example.org:acme/x.git'],
  ['/home/ada/x', undefined],
  ['file:///home/ada/x', undefined],
  ['../x', undefined],
])('%s is told to others as %s', (remote, told) => {
  expect(publicUrl(remote)).toBe(told)
})
