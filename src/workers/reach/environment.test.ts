import { expect, test } from 'vitest'
import { readEnvironment } from './environment.ts'

const shownOf = (line: string) => readEnvironment([line])[0]?.value

test('names and values, by name; what was taken away is not there', () => {
  expect(readEnvironment(['TERM=tmux', 'LANG=C.UTF-8', '-DISPLAY'])).toEqual([
    { name: 'LANG', value: 'C.UTF-8' },
    { name: 'TERM', value: 'tmux' },
  ])
})

test('a value of several lines is one', () => {
  expect(readEnvironment(['A=one', 'two = 2', 'B=x'])).toEqual([
    { name: 'A', value: 'one\ntwo = 2' },
    { name: 'B', value: 'x' },
  ])
})

test.each([
  'ANTHROPIC_API_KEY=x',
  'GITHUB_TOKEN=x',
  'DB_PASSWORD=x',
  'MY_PASS=x',
  'aws_secret_access_key=x',
  'SENTRY_DSN=x',
  'NOTE=ghp_0123456789',
  'URL=postgres://me:word@host/db',
  'CERT=-----BEGIN RSA PRIVATE KEY-----',
])('hides %s', (line) => {
  expect(shownOf(line)).toBeUndefined()
})

test.each([
  ['PWD=/workspace', '/workspace'],
  ['KEYBOARD=us', 'us'],
  ['COMPASS=north', 'north'],
  ['URL=https://host/path', 'https://host/path'],
  ['EMPTY_TOKEN=', ''],
])('shows %s', (line, value) => {
  expect(shownOf(line)).toBe(value)
})
