import { expect, test } from 'vitest'
import { lastAnswer as copilotAnswer } from './copilot/last-answer.ts'
import { lastAnswer as geminiAnswer } from './gemini/last-answer.ts'

const lines = (...objects: readonly object[]) => objects.map((each) => JSON.stringify(each)).join('\n')

test('Gemini’s answer is the newest version of its last message after the prompt', () => {
  const transcript = lines(
    { sessionId: 's' },
    { id: 'a', type: 'user', content: 'first' },
    { id: 'b', type: 'gemini', content: 'one' },
    { id: 'c', type: 'user', content: 'say\thello\nplease' },
    { id: 'd', type: 'gemini', content: 'Hel' },
    { $set: { lastUpdated: 1 } },
    { id: 'd', type: 'gemini', content: 'Hello.' },
  )
  expect(geminiAnswer(transcript, 'say\thello\nplease')).toBe('Hello.')
  expect(geminiAnswer(`${transcript}\n{"id":"e","type":"gem`, 'say hello')).toBeUndefined()
})

test('Copilot’s answer is what it said last after the prompt; one that isn’t written down yet is none', () => {
  const transcript = lines(
    { type: 'user.message', data: { content: 'first' } },
    { type: 'assistant.message', data: { content: 'one' } },
    { type: 'user.message', data: { content: 'second' } },
    { type: 'assistant.message', data: { content: 'I look.', toolRequests: [1] } },
    { type: 'assistant.message', data: { content: '' } },
    { type: 'assistant.message', data: { content: 'two' } },
    { type: 'assistant.turn_end' },
  )
  expect(copilotAnswer(transcript, 'second')).toBe('two')
  expect(copilotAnswer(transcript, 'third')).toBeUndefined()
})
