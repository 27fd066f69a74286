import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeFileLock } from './file-lock.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'file-lock-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const { signal } = new AbortController()
const atOnce = { patienceMs: 0, signal }

test('one at a time has it, in one process, too', async () => {
  const file = join(folder, 'one')
  const first = await takeFileLock(file, atOnce)
  expect(first).toBeDefined()
  expect(await takeFileLock(file, atOnce)).toBeUndefined()
  const next = takeFileLock(file, { patienceMs: 60_000, signal })
  first?.[Symbol.dispose]()
  using second = await next
  expect(second).toBeDefined()
})

test('whoever is killed has it no more, and whoever is stopped still has', async () => {
  const file = join(folder, 'two')
  const other = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `const { takeFileLock } = await import(${JSON.stringify(join(import.meta.dirname, 'file-lock.ts'))})
     await takeFileLock(${JSON.stringify(file)}, { patienceMs: 0, signal: new AbortController().signal })
     console.log('taken')
     setInterval(() => {}, 1000)`,
  ])
  await once(other.stdout, 'data')
  other.kill('SIGSTOP')
  expect(await takeFileLock(file, atOnce)).toBeUndefined()
  other.kill('SIGKILL')
  await once(other, 'exit')
  using ours = await takeFileLock(file, atOnce)
  expect(ours).toBeDefined()
})

test('a wait that is called off ends', async () => {
  const file = join(folder, 'three')
  using _held = await takeFileLock(file, atOnce)
  const calledOff = new AbortController()
  const waiting = takeFileLock(file, { patienceMs: 60_000, signal: calledOff.signal })
  calledOff.abort()
  expect(await waiting).toBeUndefined()
})
