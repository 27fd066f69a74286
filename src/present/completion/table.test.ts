import { expect, test } from 'vitest'
import { completionTable } from './table.ts'

const table = completionTable({
  groups: { workers: 'watch them' },
  commands: [
    {
      name: 'workers stop',
      aliases: ['stop'],
      summary: 'end them',
      arguments: [{ kind: 'worker', isVariadic: true }],
      options: [
        { flags: '-f, --force', summary: 'now' },
        { flags: '--grace <duration>', summary: 'how long' },
        { flags: '--window <name>', summary: 'which', kind: 'window' },
      ],
    },
  ],
})

test('after hal come the groups, the commands, and the short forms once they are begun', () => {
  const words = table.get('')?.filter(({ tag }) => tag !== 'option')
  expect(words).toEqual([
    { tag: 'word', name: 'workers', kind: '-', about: 'watch them' },
    { tag: 'alias', name: 'stop', kind: '-', about: 'end them' },
  ])
})

test('a command and its short form take the same options and names', () => {
  const expected = [
    { tag: 'option', name: '-f', kind: '-', about: 'now' },
    { tag: 'option', name: '--force', kind: '-', about: 'now' },
    { tag: 'option', name: '--grace', kind: 'text', about: 'how long' },
    { tag: 'option', name: '--window', kind: 'window', about: 'which' },
    { tag: 'rest', name: '-', kind: 'worker', about: '-' },
  ]
  expect(table.get('workers stop')).toEqual(expected)
  expect(table.get('stop')).toEqual(expected)
})
