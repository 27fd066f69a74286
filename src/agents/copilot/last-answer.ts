import { objectsIn, readKept, textIn } from '../answer.ts'

/** Of 1.0.102's transcript: `{ type: 'user.message' | 'assistant.message' | …, data: { content } }`. */
export function lastAnswer(transcript: string): string | undefined {
  const events = objectsIn(transcript)
  const since = events.findLastIndex((event) => event['type'] === 'user.message')
  return events
    .slice(since + 1)
    .filter((event) => event['type'] === 'assistant.message')
    .map((event) => textIn(readKept(JSON.stringify(event['data'])), 'content'))
    .findLast((text) => text !== undefined && text !== '')
}
