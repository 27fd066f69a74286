import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readInside } from './read-inside.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hal-test-inside-'))
  await mkdir(join(dir, 'top/folder'), { recursive: true })
  await mkdir(join(dir, 'topside'))
  await writeFile(join(dir, 'top/folder/file'), 'inside')
  await writeFile(join(dir, 'topside/file'), 'outside')
})
afterEach(() => rm(dir, { recursive: true }))

test('what is inside is read, through a folder of any name', async () => {
  expect(String(await readInside(join(dir, 'top'), 'folder/file'))).toBe('inside')
  await symlink(join(dir, 'top'), join(dir, 'link'))
  expect(String(await readInside(join(dir, 'link'), 'folder/file'))).toBe('inside')
})

test.each([
  ['a file', 'swapped', '../topside/file', 'swapped'],
  ['a folder on the way', 'swapped', '../topside', 'swapped/file'],
])('%s that became a link to somewhere else is not', async (_, name, target, path) => {
  await symlink(target, join(dir, 'top', name))
  await expect(readInside(join(dir, 'top'), path)).rejects.toThrow()
})
