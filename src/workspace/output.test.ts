import { expect, test } from 'vitest'
import { readCommits, readFiles } from './diff.ts'
import { gitConfigOf } from './identity.ts'
import { readUnmerged } from './unmerged.ts'

test('a path may have anything in it, and what isn’t text has no lines', () => {
  expect(readFiles(Buffer.from('1\t2\ta\tb\nc\0-\t-\timage.png\0'))).toEqual([
    { path: 'a\tb\nc', added: 1, deleted: 2 },
    { path: 'image.png', added: undefined, deleted: undefined },
  ])
})

test('a subject may be empty, and have tabs', () => {
  expect(readCommits(Buffer.from('abc\tone\ttwo\ndef\t\n'))).toEqual([
    { id: 'abc', subject: 'one\ttwo' },
    { id: 'def', subject: '' },
  ])
})

test('of what would be lost the first twenty are named', () => {
  const status = Array.from({ length: 21 }, (_, at) => `?? file-${at}\n`).join('')
  const unmerged = readUnmerged({ stdout: Buffer.from(`${status}\x1eabc\tone\n`) })
  expect(unmerged).toMatchObject({ commits: [{ id: 'abc', subject: 'one' }], isMore: true })
  expect(unmerged?.files).toHaveLength(20)
  expect(unmerged?.files[0]).toBe('file-0')
  expect(readUnmerged({ stdout: Buffer.from('\x1e') })).toBeUndefined()
})

test('no name breaks out of the config that it stands in', () => {
  expect(gitConfigOf({ name: 'A "B" \\ C\n[alias]\n\tx = !id', email: undefined })).toBe(
    '[include]\n\tpath = /etc/gitconfig\n[safe]\n\tdirectory = *\n[user]\n\tname = "A \\"B\\" \\\\ C [alias] \tx = !id"\n',
  )
})
