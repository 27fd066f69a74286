import { expect } from 'vitest'
import type { Person } from './hal.ts'
import { leftClean } from './left-clean.ts'

/** What a shell in a worker ends its prompt with. */
export const prompt = /\$ $/m
/** As tmux has it by default. */
export const detach = '\x02d'

/** `hal attach` gives the worker's real terminal, wherever it is: typing, colours, sizes, and back in good order. */
export async function expectTerminal(person: Person, worker: string): Promise<void> {
  await using terminal = person.terminal(['attach', worker], { columns: 100, rows: 30 })
  await terminal.waitFor(prompt)
  // tmux gives a new size to a pane a quarter of a second late, on purpose.
  terminal.type(
    'until [ "$(stty size)" = "29 100" ]; do :; done; stty size; printf "\\033[31mred\\033[m 世界\\n"\r',
  )
  await terminal.waitFor(/^29 100/m)
  await terminal.waitFor('red 世界')
  terminal.resize(80, 24)
  terminal.type('clear; until [ "$(stty size)" = "23 80" ]; do :; done; stty size\r')
  await terminal.waitFor(/^23 80/m)
  terminal.type(detach)
  expect(await terminal.exit).toMatchObject({ exitCode: 0 })
  expect(terminal.screen()).toBe(`detached from ${worker}; it runs on`)
  leftClean(terminal)
}
