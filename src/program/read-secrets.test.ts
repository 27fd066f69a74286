import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SecretSource } from '../config/hal-config.ts'
import { readSecrets } from './read-secrets.ts'

const { signal } = new AbortController()
const env = { PATH: process.env['PATH'], TOKEN: 'from the environment' }
const read = async (source: SecretSource, over: { readonly patienceMs?: number } = {}) => {
  const found = await readSecrets([{ name: 'KEY', source }], { env, signal, ...over })
  return found.ok ? found.value.get('KEY') : found.failure
}
const file = (content: string | Buffer) => {
  const path = join(mkdtempSync(join(tmpdir(), 'hal-secret-')), 'key')
  writeFileSync(path, content)
  return { file: path }
}

test('a secret comes from a variable, a file or a program, without the line end that editors and programs add', async () => {
  expect(await read({ env: 'TOKEN' })).toBe('from the environment')
  expect(await read(file(' of a file \r\n'))).toBe(' of a file ')
  expect(await read(file('two\nlines\n\n'))).toBe('two\nlines\n')
  expect(await read({ exec: ['sh', '-c', 'echo "$TOKEN, printed"'] })).toBe('from the environment, printed')
})

test('what is no secret is told from one', async () => {
  expect(await read({ env: 'NONE' })).toMatchObject({ reason: 'secret-unread', from: '$NONE' })
  expect(await read(file(''))).toMatchObject({ detail: 'there is nothing in it' })
  expect(await read(file(Buffer.from('a\0b')))).toMatchObject({ detail: 'it is no text' })
  expect(await read(file('x'.repeat(300 * 1024)))).toMatchObject({ detail: 'it is longer than 256 KiB' })
})

test('what a program says when it fails stays with it', async () => {
  const failed = await read({ exec: ['sh', '-c', 'echo hush; echo hush >&2; exit 3', 'sh'] })
  expect(failed).toMatchObject({ reason: 'secret-unread', name: 'KEY', detail: 'it ended with 3' })
})

test('a program that never comes back is ended, even one that is deaf', async () => {
  const deaf = { exec: ['sh', '-c', 'trap "" TERM; while :; do sleep 1; done'] }
  expect(await read(deaf, { patienceMs: 300 })).toMatchObject({ detail: 'it took longer than 0.3 s' })
})

test('a program that asks where nobody is finds the end of its input', async () => {
  expect(await read({ exec: ['sh', '-c', 'read line || echo nobody'] })).toBe('nobody')
})
