import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import type { CliContext } from './command.ts'
import { taskPrinter } from './task-printer.ts'

test('what an agent’s program warns of again at each turn is told once', () => {
  const stderr = new PassThrough()
  const { tell } = taskPrinter({ io: { stderr, colorLevel: 0 } } as unknown as CliContext)
  const at = '2026-03-01T12:00:00Z'
  for (const message of ['no metadata', 'no metadata', 'no cache'])
    tell({ at, type: 'trouble', kind: 'notice', message })
  expect(String(stderr.read())).toBe('! no metadata\n! no cache\n')
})
