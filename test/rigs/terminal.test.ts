import { expect, test } from 'vitest'
import { Terminal } from './terminal.ts'

test('a frame is seen once it is whole, however its bytes come', async () => {
  const script =
    "printf '\\033[?2026hthe first half'; read -r _; printf ', and the other\\033[?2026l'; read -r _"
  await using terminal = new Terminal({ command: '/bin/sh', args: ['-c', script], env: {} })
  const seen = terminal.waitFor('the first half')
  const drawn = Promise.withResolvers<void>()
  const look = () => (terminal.rawOutput().includes('the first half') ? drawn.resolve() : setImmediate(look))
  look()
  await drawn.promise
  terminal.type('\r')
  expect(await seen).toContain(', and the other')
})
