import { describe, expect, it } from 'vitest'
import { commandLine } from './command.ts'

describe('a line for tmux', () => {
  it('writes what tmux could read otherwise as octal', () => {
    expect(commandLine(['set-buffer', '; kill-server\n#{x} ~ $HOME "\\', Buffer.of(255)])).toBe(
      '"set-buffer" "\\073 kill-server\\012\\043\\173x\\175 \\176 \\044HOME \\042\\134" "\\377"',
    )
  })

  it('refuses what no line can carry', () => {
    expect(() => commandLine(['a\0b'])).toThrow('NUL')
  })
})
