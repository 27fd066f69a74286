import { expect, test } from 'vitest'
import { findingLines } from './finding-lines.ts'
import { createPaint } from './style.ts'

const plain = { paint: createPaint(0), isUnicode: true }
const finding = {
  what: 'restarts',
  state: 'warning',
  detail: 'a restart of the engine ends all workers',
  next: 'Set "live-restore": true in its daemon.json.',
} as const

test('what was found stands on one line, and below it what to do', () => {
  expect(findingLines(finding, { ...plain, columns: undefined })).toEqual([
    '! restarts     a restart of the engine ends all workers',
    '               Set "live-restore": true in its daemon.json.',
  ])
})

test('a narrow terminal has all of it, each text under its beginning', () => {
  expect(findingLines(finding, { ...plain, columns: 44 })).toEqual([
    '! restarts     a restart of the engine ends',
    '               all workers',
    '               Set "live-restore": true in',
    '               its daemon.json.',
  ])
  const path = `/home/me/${'deep/'.repeat(12)}config.yaml`
  expect(findingLines({ ...finding, detail: `${path} is wrong` }, { ...plain, columns: 44 })[0]).toContain(
    path,
  )
})
