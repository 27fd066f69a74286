import { expect, test } from 'vitest'
import { gistOfAnswer } from './gist-of-answer.ts'

test.each([
  ['Done: the login is fixed.\n\nIt was one line.', 'Done: the login is fixed.'],
  ['\n---\n\n- 漢字\n- more', '- 漢字'],
  ['```ts\nconst one = 1\n```', 'const one = 1'],
  ['\u001b[31mred\u001b[0m', expect.not.stringContaining('\u001b')],
  ['', undefined],
  ['…\n\n', undefined],
])('of the answer %j the list shows %j', (answer, gist) => {
  expect(gistOfAnswer(answer)).toEqual(gist)
})
