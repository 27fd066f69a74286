import { expect, test } from 'vitest'
import { shownLines } from './shown-lines.ts'

const sidebar = /• OpenCode \d+\.\d+\.\d+$/
const far = ' '.repeat(80)
const textsOf = (lines: readonly string[]) => shownLines(lines, { sidebar }).map(({ text }) => text)

test('a sidebar is no part of what stands left of it, and its look neither', () => {
  const shown = shownLines(['one', `two${far}   12 tokens`, `${far}      • OpenCode 1.18.18`, ''], {
    sidebar,
  })
  expect(shown.map(({ text }) => text)).toEqual(['one', 'two', '', ''])
  expect(shown.map(({ looks }) => looks.length)).toEqual([3, 3, 0, 0])
})

test('who only speaks of one hides nothing', () => {
  const spoken = ['  • OpenCode 1.18.18', 'the words']
  expect(textsOf(spoken)).toEqual(spoken)
  const above = [`${far}• OpenCode 1.18.18`, `${far}the words`, 'one', 'two']
  expect(textsOf(above)).toEqual(above)
})
