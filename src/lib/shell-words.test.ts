import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { quoteWord, splitWords } from './shell-words.ts'

test.each([
  ['claude', ['claude']],
  ['  sh  -c "echo a b"  ', ['sh', '-c', 'echo a b']],
  [`say 'it''s' it\\'s "a \\"word\\""`, ['say', 'its', "it's", 'a "word"']],
  ['a $HOME | b*', ['a', '$HOME', '|', 'b*']],
  [`'' ""x`, ['', 'x']],
  ['"a\\nb"', ['a\\nb']],
  ['', []],
])('cuts %s into its words', (line, words) => {
  expect(splitWords(line)).toEqual({ ok: true, value: words })
})

test.each([
  [`it's`, "'"],
  ['say "so', '"'],
  ['end \\', '\\'],
])('says what is still open at the end of %s', (line, open) => {
  expect(splitWords(line)).toEqual({ ok: false, failure: { open } })
})

test.each(['plain', 'two words', "it's", '$HOME', '~/x', 'a\nb', '', '=ls', '-- x', '*', 'ü'])(
  'quotes %j so that a shell and hal itself read it back as it was',
  (word) => {
    const read = execFileSync('sh', ['-c', `printf '%s' ${quoteWord(word)}`]).toString()
    expect(read).toBe(word)
    expect(splitWords(quoteWord(word))).toEqual({ ok: true, value: [word] })
  },
)
