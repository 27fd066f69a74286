import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type ProcessRecord, Records } from './records.ts'

const top = mkdtempSync(join(tmpdir(), 'hal-records-'))
afterAll(() => rmSync(top, { recursive: true, force: true }))
const records = new Records(top)

const recordOf = (id: string, name: string): ProcessRecord => ({
  ...{ id, createdAt: new Date(0).toISOString(), put: [] },
  spec: {
    ...{ name, image: 'this-machine', labels: {}, entrypoint: [], command: [], env: {}, user: '0:0' },
    ...{ workdir: '/', hostname: name, network: 'none', mounts: [] },
    limits: { memoryBytes: 1, cpus: 1, pids: 1 },
  },
})

test('a name is one’s alone, and free again once it is removed', () => {
  const ada = recordOf('1', 'ada')
  expect([records.add(ada), records.add(recordOf('2', 'ada'))]).toEqual([true, false])
  expect(records.all().map(({ id }) => id)).toEqual(['1'])
  records.remove(ada)
  expect(records.add(recordOf('3', 'ada'))).toBe(true)
  expect(records.find('ada')?.id).toBe('3')
})

test('a name is free where a hal was killed while it made or removed whose it was', () => {
  // As it is left in the middle of a removal; in the middle of making one there is no name yet.
  symlinkSync('4', join(top, 'names', 'lin'))
  mkdirSync(records.root('5'), { recursive: true })
  records.write(recordOf('5', 'kay'))
  expect(records.all().map(({ spec }) => spec.name)).not.toContain('kay')
  expect([records.add(recordOf('6', 'lin')), records.add(recordOf('7', 'kay'))]).toEqual([true, true])
})
