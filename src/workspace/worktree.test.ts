import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readWorktree } from './worktree.ts'

let root: string
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'hal-worktree-')))
  mkdirSync(join(root, 'repo/.git/worktrees/tree'), { recursive: true })
  mkdirSync(join(root, 'repo/.git/objects'))
  mkdirSync(join(root, 'tree'))
  writeFileSync(join(root, 'tree/.git'), `gitdir: ${gitDir()}\n`)
  writeFileSync(join(gitDir(), 'gitdir'), `${root}/tree/.git\n`)
  writeFileSync(join(gitDir(), 'commondir'), '../..\n')
})
afterEach(() => rmSync(root, { recursive: true }))
const gitDir = () => join(root, 'repo/.git/worktrees/tree')

test('a worktree knows its part of the repository and what all share', () => {
  expect(readWorktree(join(root, 'tree'))).toEqual({ gitDir: gitDir(), commonDir: join(root, 'repo/.git') })
})

test('a folder with a repository of its own, or none, is no worktree', () => {
  expect(readWorktree(join(root, 'repo'))).toBeUndefined()
  expect(readWorktree(root)).toBeUndefined()
})

test('a .git that names what does not name it back leads nowhere', () => {
  const elsewhere = join(root, 'other')
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, '.git'), `gitdir: ${gitDir()}\n`)
  expect(readWorktree(elsewhere)).toBeUndefined()
  mkdirSync(join(root, 'secrets/worktrees/x'), { recursive: true })
  writeFileSync(join(root, 'tree/.git'), `gitdir: ${root}/secrets/worktrees/x\n`)
  expect(readWorktree(join(root, 'tree'))).toBeUndefined()
})

test('links and a shared folder of the worker’s own choice lead nowhere', () => {
  mkdirSync(join(root, 'secrets/objects'), { recursive: true })
  writeFileSync(join(gitDir(), 'commondir'), `${root}/secrets\n`)
  expect(readWorktree(join(root, 'tree'))).toBeUndefined()
  writeFileSync(join(gitDir(), 'commondir'), '../..\n')
  symlinkSync(join(root, 'repo'), join(root, 'link'))
  writeFileSync(join(root, 'tree/.git'), `gitdir: ${root}/link/.git/worktrees/tree\n`)
  expect(readWorktree(join(root, 'tree'))).toBeUndefined()
})
