import headless from '@xterm/headless'
import { expect, test } from 'vitest'
import { followTerminal, leaveTerminal } from './terminal-modes.ts'

const aTerminal = () => {
  const xterm = new headless.Terminal({
    ...{ cols: 20, rows: 6, allowProposedApi: true },
    windowOptions: { pushTitle: true, popTitle: true },
  })
  const titles = ['']
  xterm.onTitleChange((title) => titles.push(title))
  return {
    write: (text: string) => new Promise<void>((resolve) => xterm.write(text, resolve)),
    rows: () => {
      const { active } = xterm.buffer
      return Array.from({ length: 6 }, (_, row) =>
        active.getLine(active.baseY + row)?.translateToString(true),
      )
    },
    title: () => titles.at(-1),
    wraps: () => xterm.modes.wraparoundMode,
  }
}

test('what is printed after a program that scrolled a part of the screen goes on below its command, and scrolls all of it', async () => {
  const terminal = aTerminal()
  await terminal.write('one\r\n$ program\r\n')
  await terminal.write('\x1b[?1049h\x1b[1;3r\x1b[?7l\x1b(0\x1b[3;9Hqqq')
  await terminal.write(leaveTerminal)
  expect(terminal.wraps()).toBe(true)
  await terminal.write('q\r\n1\r\n2\r\n3\r\n4')
  expect(terminal.rows()).toEqual(['$ program', 'q', '1', '2', '3', '4'])
})

test('gives the title back that a program put aside, and none where it put none', async () => {
  for (const [written, title] of [
    ['\x1b[22;0;0t\x1b]0;its own\x07', 'before'],
    ['\x1b[22;2t\x1b]2;its own\x07\x1b[23;2t', 'before'],
    ['text', 'before'],
  ] as const) {
    const terminal = aTerminal()
    await terminal.write('\x1b]0;of another\x07\x1b[22;0;0t\x1b]0;before\x07')
    const { note, leave } = followTerminal()
    note(Buffer.from(written))
    await terminal.write(written + leave())
    expect(terminal.title()).toBe(title)
  }
})
