import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import type { CliContext } from './command.ts'
import { remarkOn } from './report.ts'

test('a remark steers no terminal, and keeps its lines', () => {
  const stderr = new PassThrough()
  remarkOn(
    { io: { stderr } } as unknown as CliContext,
    'robot (its \u001b]0;x\u0007maker’s):\n     a\u001b[2J',
  )
  expect(String(stderr.read())).toBe('hal: robot (its maker’s):\n     a\n')
})
