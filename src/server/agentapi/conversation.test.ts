import { expect, test } from 'vitest'
import { aWorker } from '../../workers/worker.fixture.ts'
import type { Activity } from '../../workers/worker.ts'
import { Conversation } from './conversation.ts'

const at = (second: number) => new Date(Date.UTC(2026, 0, 2, 3, 4, second))
const text = (words: string, second: number) => ({ text: words, at: at(second) })
const now = at(59)

const turn = (
  activity: Activity,
  prompt?: ReturnType<typeof text>,
  answer?: ReturnType<typeof text>,
): Parameters<Conversation['look']>[0] => ({ worker: aWorker({ activity }), prompt, answer })

const told = (conversation: Conversation, from = 0) =>
  conversation.from(from).map(({ id, role, content }) => `${id} ${role}: ${content}`)

test('a turn is told once, however often somebody looks', () => {
  const conversation = new Conversation()
  for (const _ of [1, 2]) conversation.look(turn('idle', text('fix it', 1), text('Fixed.', 4)), now)
  expect(conversation.from(0)).toEqual([
    { id: 0, role: 'user', content: 'fix it', time: at(1).toISOString() },
    { id: 1, role: 'agent', content: 'Fixed.', time: at(4).toISOString() },
  ])
  conversation.look(turn('idle', text('fix it', 7), text('Fixed.', 9)), now)
  expect(told(conversation, 2)).toEqual(['2 user: fix it', '3 agent: Fixed.'])
})

test('the answer before stands before a prompt that has none yet', () => {
  const conversation = new Conversation()
  conversation.look(turn('working', text('and this', 8), text('Fixed.', 4)), now)
  expect(told(conversation)).toEqual(['0 user: and this'])
  const later = new Conversation()
  later.look(turn('waiting', text('and this', 8), text('Fixed.', 4)), now)
  expect(told(later)).toEqual(['0 agent: Fixed.', '1 user: and this'])
})

test('what was sent through here is told at once, and not again by its hook, whichever is first', () => {
  const first = new Conversation()
  first.sent('fix it\n', at(1))
  first.look(turn('working', text('fix it', 2)), now)
  expect(told(first)).toEqual(['0 user: fix it\n'])
  const second = new Conversation()
  second.look(turn('working', text('fix it', 1)), now)
  second.sent('fix it', new Date(at(1).getTime() + 900))
  expect(told(second)).toEqual(['0 user: fix it'])
  second.look(turn('idle', text('fix it', 1), text('Fixed.', 4)), now)
  second.sent('fix it', at(20))
  expect(told(second, 1)).toEqual(['1 agent: Fixed.', '2 user: fix it'])
})

test('of a long one the end is kept, and its numbers go on', () => {
  const conversation = new Conversation()
  for (let index = 0; index < 2_000; index += 1) conversation.sent(`prompt ${index}`, at(1))
  expect(conversation.from(0).length).toBeLessThan(1_001)
  expect(told(conversation, 1_999)).toEqual(['1999 user: prompt 1999'])
})

test('of messages that are long only the last are kept, and the latest whatever its length', () => {
  const conversation = new Conversation()
  const long = 'x'.repeat(3 * 1024 ** 2)
  for (const name of ['one', 'two', 'three']) conversation.sent(`${name} ${long}`, new Date())
  expect(conversation.from(0).map(({ id, content }) => [id, content.split(' ')[0]])).toEqual([
    [1, 'two'],
    [2, 'three'],
  ])
  const longest = `four ${long}${long}${long}`
  conversation.sent(longest, new Date())
  expect(conversation.from(0)).toMatchObject([{ id: 3, content: longest }])
})
