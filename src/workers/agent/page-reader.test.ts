import { expect, test } from 'vitest'
import { pageReader } from './page-reader.ts'

const read = (...chunks: readonly string[]) => {
  const pages: string[] = []
  const take = pageReader((page) => pages.push(page))
  for (const chunk of chunks) take(Buffer.from(chunk))
  return pages
}

test('an address is told once, and whole, whatever pieces it comes in', () => {
  const page = 'https://login.example.com/authorize?code=true&scope=a%3Ab+c&state=x_y~z'
  expect(
    read(`Open ${page.slice(0, 20)}`, page.slice(20, 40), `${page.slice(40)}\r\nagain: ${page}\r\n`),
  ).toEqual([page])
})

test('what colours it, frames it or makes it a link is no part of it', () => {
  expect(read('\u001b[4mhttps://a.example/b\u001b[0m')).toEqual(['https://a.example/b'])
  expect(read('<https://a.example/b> "https://c.example/d"')).toEqual([
    'https://a.example/b',
    'https://c.example/d',
  ])
  expect(read('\u001b]8;;https://a.example/b\u0007here\u001b]8;;\u0007')).toEqual(['https://a.example/b'])
  expect(read('(see https://a.example/b) or https://a.example/c_(d) ')).toEqual([
    'https://a.example/b',
    'https://a.example/c_(d)',
  ])
  expect(read('│ https://a.example/b │')).toEqual(['https://a.example/b'])
})

test('a stream without end is not kept', () => {
  expect(read('x'.repeat(1_000_000), ' https://a.example/ ')).toEqual(['https://a.example/'])
})
