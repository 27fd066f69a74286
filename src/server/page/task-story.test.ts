import { expect, test } from 'vitest'
import type { TaskEvent } from '../../tasks/task-event.ts'
import { noStory, storyText, told, withoutAsking } from './task-story.ts'

const at = '2026-01-01T00:00:00.000Z'
const storyOf = (...events: readonly TaskEvent[]) => events.reduce(told, noStory)

test('why a task failed is left to the sentence of its task, which a file has, too', () => {
  const story = storyOf(
    { at, type: 'output', text: 'I begin.', isEnd: true },
    { at, type: 'error', why: { reason: 'timed-out', afterMs: 1000 } },
  )
  expect(story.isOver).toBe(true)
  expect(storyText(story, 'it was not done within 1s, and was stopped.')).toBe(
    'I begin.\n\nit was not done within 1s, and was stopped.\n',
  )
})

const asking = [
  { at, type: 'output', text: 'I wonder.', isEnd: true },
  ...(['a', 'b'] as const).map((id): TaskEvent => {
    const questions = [{ question: `Which ${id}?`, options: [] }]
    return { at, type: 'tool_call', id, tool: 'AskUserQuestion', input: { questions } }
  }),
  { at, type: 'question', id: '1', title: 'Which a?', about: '', input: {}, options: [] },
] as const satisfies readonly TaskEvent[]

test('a question stands where it is answered as long as it is open, and once in the story then', () => {
  const { items } = storyOf(...asking)
  const shown = (open: readonly { id: string }[]) =>
    storyText({ items: withoutAsking(items, open), isOver: false })
  expect(shown([{ id: '1' }])).not.toContain('Which a?')
  expect(shown([]).match(/Which a\?/g)).toHaveLength(1)
})

test('what a tool asked that nobody was asked is told in words', () => {
  const { items } = storyOf(...asking)
  expect(storyText({ items: withoutAsking(items, []), isOver: false })).toContain(
    '→ AskUserQuestion Which b?',
  )
})
