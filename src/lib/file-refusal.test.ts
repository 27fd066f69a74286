import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readRefusal, writeRefusal } from './file-refusal.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hal-refusal-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const thrownBy = (deed: () => unknown): unknown => {
  try {
    deed()
  } catch (error) {
    return error
  }
  throw new Error('nothing was refused')
}
const read = (...path: readonly string[]) =>
  readRefusal(thrownBy(() => readFileSync(join(folder, ...path), 'utf8')))
const write = (...path: readonly string[]) =>
  writeRefusal(thrownBy(() => writeFileSync(join(folder, ...path), '', { flag: 'wx' })))

test('says in words why a file is not read', () => {
  writeFileSync(join(folder, 'file'), '')
  symlinkSync('circle', join(folder, 'circle'))
  expect(read('none')).toBe('there is no such file')
  expect(read('file', 'none')).toBe('there is no such file')
  expect(read('.')).toBe('it is a folder')
  expect(read('circle')).toBe('its links lead in a circle')
})

test('says in words why a file is not written', () => {
  writeFileSync(join(folder, 'file'), '')
  expect(write('none', 'file')).toBe('there is no such folder')
  expect(write('file')).toBe('it is there already')
})

test('leaves what it has no words for', () => {
  expect(readRefusal(Object.assign(new Error('i/o error'), { code: 'EIO' }))).toBe('EIO')
  expect(writeRefusal(new Error('no'))).toBe('Error: no')
})
