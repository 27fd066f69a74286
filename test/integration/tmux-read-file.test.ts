import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readFile } from '../../src/tmux/read-file.ts'
import { startTmuxServer } from '../rigs/tmux-server.ts'

const server = startTmuxServer()
afterAll(() => server[Symbol.asyncDispose]())

const everything = [
  ...Array.from({ length: 255 }, (_, byte) => String.fromCodePoint(byte + 1)),
  ...[
    '\\n \\\\ \\134 \\0 \\s \\',
    '$HOME $x $1 #{pane_id} %% ; "quotes" \'and\'',
    '漢字 👩‍👩‍👧 é ا',
    '\n\n',
    '\t\ttabs',
  ],
].join('')

test.each([
  ['all characters', everything],
  ['JSON with escapes', JSON.stringify({ prompt: everything, more: 'a\nb\\c' })],
  ['a megabyte in one line', 'x\\y$z '.repeat(150_000)],
  ['no line end', 'one\ntwo'],
  ['line ends', 'one\n\n'],
])('a file with %s is read as it is', async (_, text) => {
  server.openShell('dash')
  const path = join(server.home, 'odd #{name} file')
  writeFileSync(path, text)
  const { client } = await server.openClient()
  expect(await readFile(client, path)).toEqual({ ok: true, value: text })
  expect(server.tmux('list-buffers')).toBe('')
  await client.close()
})

test('a file that is not there is none', async () => {
  const { client } = await server.openClient()
  expect(await readFile(client, join(server.home, 'nowhere'))).toEqual({ ok: true, value: undefined })
  await client.close()
})

test('a file that is too large is left where it is, and tmux keeps nothing of it', async () => {
  server.openShell('dash')
  const path = join(server.home, 'large')
  writeFileSync(path, 'x'.repeat(1_001))
  const { client } = await server.openClient()
  expect(await readFile(client, path, { mostBytes: 1_000 })).toEqual({ ok: true, value: undefined })
  expect(server.tmux('list-buffers')).toBe('')
  expect(await readFile(client, path, { mostBytes: 1_001 })).toEqual({ ok: true, value: 'x'.repeat(1_001) })
  await client.close()
})
