import { isPrompt, type Kept, objectsIn, readKept, textIn } from '../answer.ts'

/** Of 0.61.0's transcript: `{ id, type: 'user' | 'gemini', content }`, an id again with its newer version. */
export function lastAnswer(transcript: string, prompt: string): string | undefined {
  const messages = new Map<unknown, { readonly type: string; readonly text: string }>()
  for (const object of objectsIn(transcript)) {
    const type = textIn(object, 'type')
    const id = object['id']
    if (type === undefined || id === undefined) continue
    messages.delete(id)
    messages.set(id, { type, text: contentOf(object) })
  }
  const all = [...messages.values()]
  const since = all.findLastIndex(({ type }) => type === 'user')
  if (!isPrompt(all[since]?.text ?? '', prompt)) return undefined
  const said = all.slice(since + 1).filter(({ type, text }) => type === 'gemini' && text !== '')
  return said.at(-1)?.text
}

/** A text, or its parts: `[{ text }]`. */
function contentOf(object: Kept): string {
  const content = object['content']
  if (!Array.isArray(content)) return textIn(object, 'content') ?? ''
  return content.map((part) => textIn(readKept(JSON.stringify(part)), 'text') ?? '').join('')
}
