import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Background } from '../../lib/background.ts'
import { GitPlaces } from '../fleet/git-places.ts'
import { gitPlace } from './git-place.ts'

let top: string
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'hal-git-'))
})
afterEach(() => rm(top, { recursive: true, force: true }))

const git = (cwd: string, ...args: readonly string[]) =>
  execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd })

const repository = async (name: string): Promise<string> => {
  const folder = join(top, name)
  await mkdir(folder)
  await git(folder, 'init', '--quiet', '--initial-branch', 'main')
  await git(folder, 'commit', '--quiet', '--allow-empty', '--message', 'first')
  return folder
}

test('a repository, and a folder in it, are on its branch', async () => {
  const folder = await repository('shop')
  await mkdir(join(folder, 'src'))
  expect(await gitPlace(folder)).toMatchObject({ branch: 'main', project: 'shop' })
  await git(folder, 'switch', '--quiet', '--create', 'ada/fix-login')
  expect(await gitPlace(join(folder, 'src'))).toMatchObject({ branch: 'ada/fix-login', project: 'shop' })
})

test('a worktree is on its own branch, and of the same project', async () => {
  const folder = await repository('shop')
  await git(folder, 'worktree', 'add', '--quiet', '-b', 'kay/retry', '../kay')
  expect(await gitPlace(join(top, 'kay'))).toMatchObject({ branch: 'kay/retry', project: 'shop' })
})

test('a commit stands for the branch where none is checked out', async () => {
  const folder = await repository('shop')
  await git(folder, 'checkout', '--quiet', '--detach')
  const { stdout } = await git(folder, 'rev-parse', 'HEAD')
  expect((await gitPlace(folder))?.branch).toBe(stdout.slice(0, 7))
})

test('a folder without git, or with nonsense in its place, is nowhere', async () => {
  expect(await gitPlace(top)).toBeUndefined()
  await writeFile(join(top, '.git'), 'gitdir: /nowhere/at/all\n')
  expect(await gitPlace(top)).toBeUndefined()
  await rm(join(top, '.git'))
  await mkdir(join(top, '.git'))
  await execa('sh', ['-c', 'mkfifo .git/HEAD'], { cwd: top })
  expect(await gitPlace(top)).toBeUndefined()
})

test('what another file says is not shown as a branch', async () => {
  await writeFile(join(top, 'secret'), 'a secret of the person\n')
  await mkdir(join(top, '.git'))
  await symlink(join(top, 'secret'), join(top, '.git', 'HEAD'))
  expect(await gitPlace(top)).toMatchObject({ branch: undefined })
})

test('a branch that is switched to is known without being asked for', async () => {
  const folder = await repository('shop')
  const changed = new EventTarget()
  const next = () => new Promise((resolve) => changed.addEventListener('change', resolve, { once: true }))
  using places = new GitPlaces(new Background(), () => changed.dispatchEvent(new Event('change')))
  const first = next()
  places.follow(new Set([folder]))
  await first
  expect(places.of(folder)?.branch).toBe('main')
  const second = next()
  await git(folder, 'switch', '--quiet', '--create', 'other')
  await second
  expect(places.of(folder)?.branch).toBe('other')
})
