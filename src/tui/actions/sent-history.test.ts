import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sentKept } from './acting.ts'
import { sentHistoryIn } from './sent-history.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hal-sent-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('what was sent is there in the next run, lines and all, for the person alone', async () => {
  const dir = join(folder, 'state')
  const history = sentHistoryIn(dir)
  await Promise.all(['make', 'two\nlines', 'make', ' '].map(history.add))
  expect(sentHistoryIn(dir).read()).toEqual(['two\nlines', 'make'])
  expect((await stat(join(dir, 'sent'))).mode & 0o777).toBe(0o600)
  expect((await stat(dir)).mode & 0o777).toBe(0o700)
})

test('two hals lose nothing of each other’s', async () => {
  await sentHistoryIn(folder).add('one')
  await sentHistoryIn(folder).add('two')
  expect(sentHistoryIn(folder).read()).toEqual(['one', 'two'])
})

test('only so much is kept, and no text as long as a file', async () => {
  const history = sentHistoryIn(folder)
  const old = Array.from({ length: sentKept }, (_, index) => `${JSON.stringify(`text ${index}`)}\n`)
  await writeFile(join(folder, 'sent'), old.join(''))
  await history.add('newest')
  await history.add('x'.repeat(100_000))
  const kept = history.read()
  expect(kept).toHaveLength(sentKept)
  expect([kept[0], kept.at(-1)]).toEqual(['text 1', 'newest'])
})

test('of long texts only the newest are kept', async () => {
  const history = sentHistoryIn(folder)
  for (const name of 'abcdefghijklmnopqrstuvwxyz') await history.add(name.repeat(16 * 1024))
  expect(history.read().map((text) => text[0])).toEqual([...'klmnopqrstuvwxyz'])
})

test('lines that nobody can read are left out, and a folder that can’t be written harms nothing', async () => {
  await writeFile(join(folder, 'sent'), '"fine"\nbroken\n3\n')
  expect(sentHistoryIn(folder).read()).toEqual(['fine'])
  await sentHistoryIn(join(folder, 'sent', 'inside-a-file')).add('text')
  expect(await readFile(join(folder, 'sent'), 'utf8')).toBe('"fine"\nbroken\n3\n')
})
