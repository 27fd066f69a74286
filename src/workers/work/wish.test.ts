import { expect, test } from 'vitest'
import { wishOf } from './wish.ts'

const of = (workspace?: string, branch?: string, base?: string) => wishOf({ workspace, branch, base })

test('nothing said, a folder or bind is a folder as it is', () => {
  expect(of()).toEqual({ wish: { kind: 'bind' }, folder: undefined })
  expect(of('../project')).toEqual({ wish: { kind: 'bind' }, folder: '../project' })
  expect(of('./clone')).toEqual({ wish: { kind: 'bind' }, folder: './clone' })
  expect(of('bind')).toEqual({ wish: { kind: 'bind' }, folder: undefined })
})

test('a branch or a base makes a clone of the folder’s repository', () => {
  expect(of('project', 'fix')).toEqual({
    wish: { kind: 'clone', branch: 'fix', base: undefined },
    folder: 'project',
  })
  expect(of(undefined, undefined, 'v1').wish).toEqual({ kind: 'clone', branch: undefined, base: 'v1' })
  expect(of('clone').wish).toEqual({ kind: 'clone', branch: undefined, base: undefined })
})

test.each([
  'https://example.com/a.git',
  'ssh://git@example.com/a',
  'git@example.com:me/a.git',
  'git://host/a',
])('%s is cloned from there', (url) =>
  expect(of(url, 'fix').wish).toEqual({ kind: 'url', url, branch: 'fix', base: undefined }),
)

test.each(['ext::sh -c id', 'file:///etc', '-oProxy', 'a:b'])('%s is no address', (text) =>
  expect(of(text).wish.kind).toBe('bind'),
)
