import { isPrompt, type Kept, objectsIn, readKept, textIn } from '../answer.ts'

/** Of 1.0.102's transcript: `{ type: 'user.message' | 'assistant.message' | …, data: { content } }`. */
export function lastAnswer(transcript: string, prompt: string): string | undefined {
  const events = objectsIn(transcript)
  const since = events.findLastIndex((event) => event['type'] === 'user.message')
  if (!isPrompt(contentOf(events[since] ?? {}) ?? '', prompt)) return undefined
  return events
    .slice(since + 1)
    .filter((event) => event['type'] === 'assistant.message')
    .map(contentOf)
    .findLast((text) => text !== undefined && text !== '')
}

const contentOf = (event: Kept): string | undefined =>
  textIn(readKept(JSON.stringify(event['data'])), 'content')
