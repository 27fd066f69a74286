import type { Message } from './answer.ts'
import { openaiRefusal } from './openai-refusal.ts'
import { event, name, type Protocol } from './protocol.ts'
import { type Item, listen, partsOf, type Schema, toolOf } from './talk.ts'

interface Part {
  readonly type: string
  readonly text?: string
}
interface Body {
  readonly model?: string
  readonly stream?: boolean
  readonly tools?: readonly { readonly function?: { readonly name: string; readonly parameters?: Schema } }[]
  readonly messages?: readonly { readonly role: string; readonly content?: string | readonly Part[] | null }[]
  readonly response_format?: { readonly json_schema?: { readonly schema?: Schema } }
}

/** `POST /v1/chat/completions`. */
export const openaiChat: Protocol<Body> = {
  name: 'openai-chat',
  path: /^\/v1\/chat\/completions$/,
  hear: ({ model = '', tools, messages = [], response_format }) => {
    const schema = response_format?.json_schema?.schema
    const isSystem = (role: string) => role === 'system' || role === 'developer'
    return {
      ...listen(messages.filter(({ role }) => !isSystem(role)).flatMap(itemsOf)),
      system: messages
        .filter(({ role }) => isSystem(role))
        .flatMap(({ content }) => partsOf<Part>(content).map(({ text }) => text ?? ''))
        .join('\n'),
      ...{
        model,
        tools: (tools ?? []).flatMap(({ function: tool }) =>
          tool ? toolOf(tool.name, tool.parameters) : [],
        ),
      },
      ...(schema && { schema }),
    }
  },
  isStreamed: ({ stream }) => stream === true,
  frames: async function* ({ text, call }, { model, signal }) {
    const top = { id: name('chatcmpl'), object: 'chat.completion.chunk', created: created(), model }
    const chunk = (delta: object, finish_reason: string | null = null) =>
      event({ ...top, choices: [{ index: 0, delta, finish_reason }] })
    yield chunk({ role: 'assistant', content: '' })
    for await (const content of text(signal)) yield chunk({ content })
    if (call !== undefined) yield chunk({ tool_calls: [{ index: 0, ...toolCall(call) }] })
    yield chunk({}, reason(call))
    yield event({ ...top, choices: [], usage })
    yield 'data: [DONE]\n\n'
  },
  whole: ({ text, call }, { model }) => ({
    ...{ id: name('chatcmpl'), object: 'chat.completion', created: created(), model, usage },
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text, ...(call && { tool_calls: [toolCall(call)] }) },
        finish_reason: reason(call),
      },
    ],
  }),
  refusal: openaiRefusal,
}

const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 }
const created = (): number => Math.floor(Date.now() / 1000)

const itemsOf = ({ role, content }: NonNullable<Body['messages']>[number]): readonly Item[] => {
  if (role === 'tool') return [{ by: 'tool' }]
  if (role === 'assistant') return [{ by: 'model' }]
  return partsOf<Part>(content).map(({ text = '' }) => ({ by: 'person', text }))
}

const toolCall = (call: NonNullable<Message['call']>) => ({
  ...{ id: name('call'), type: 'function' },
  function: { name: call.name, arguments: JSON.stringify(call.input) },
})
const reason = (call: Message['call']): string => (call === undefined ? 'stop' : 'tool_calls')
