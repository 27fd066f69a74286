import { expect } from 'vitest'
import type { Terminal } from './terminal.ts'

/** The terminal is as it was before the program had it: its screen, its title, and each mode that was ever switched. */
export const leftClean = (terminal: Terminal): void => {
  const { isAlternateScreen, modesLeft, title } = terminal.state()
  expect({ isAlternateScreen, modesLeft, title }).toEqual({
    isAlternateScreen: false,
    modesLeft: [],
    title: '',
  })
}

/** In all that was written so far, nothing wiped the whole screen or what has scrolled off it: only ever what had changed. */
export const neverCleared = (terminal: Terminal): void =>
  expect(terminal.rawOutput()).not.toMatch(/\u001b(?:\[[0-3]?J|c)/)
