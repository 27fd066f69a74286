import type { Message } from './answer.ts'
import { openaiRefusal } from './openai-refusal.ts'
import { event, type Frame, name, type Protocol } from './protocol.ts'
import { type Item, listen, partsOf, type Schema, toolOf } from './talk.ts'

interface Part {
  readonly type: string
  readonly text?: string
}
interface Entry {
  readonly type?: string
  readonly role?: string
  readonly content?: string | readonly Part[]
}
interface Body {
  readonly model?: string
  readonly stream?: boolean
  readonly instructions?: string
  readonly tools?: readonly { readonly type?: string; readonly name?: string; readonly parameters?: Schema }[]
  readonly input?: string | readonly Entry[]
  readonly text?: { readonly format?: { readonly schema?: Schema } }
}

/** `POST /v1/responses`. */
export const openaiResponses: Protocol<Body> = {
  name: 'openai-responses',
  path: /^\/v1\/responses$/,
  hear: ({ model = '', instructions = '', tools, input = [], text }) => {
    const schema = text?.format?.schema
    const entries = typeof input === 'string' ? [{ role: 'user', content: input }] : input
    return {
      ...listen(entries.flatMap(itemsOf)),
      ...{
        model,
        system: instructions,
        tools: (tools ?? []).map(({ name, type, parameters }) => toolOf(name ?? type ?? '', parameters)),
      },
      ...(schema && { schema }),
    }
  },
  isStreamed: ({ stream }) => stream === true,
  frames: async function* ({ text, call }, { model, signal }) {
    const top = { id: name('resp'), object: 'response', model }
    const frame = (data: Frame) => event(data, data.type)
    yield frame({ type: 'response.created', response: { ...top, status: 'in_progress', output: [] } })
    const said = { id: name('msg'), type: 'message', role: 'assistant' }
    const output: object[] = []
    let all = ''
    for await (const delta of text(signal)) {
      if (all === '')
        yield frame({ type: 'response.output_item.added', output_index: 0, item: { ...said, content: [] } })
      all += delta
      const at = { item_id: said.id, output_index: 0, content_index: 0 }
      yield frame({ type: 'response.output_text.delta', ...at, delta })
    }
    if (all !== '') output.push({ ...said, status: 'completed', content: textPart(all) })
    if (call !== undefined) output.push(functionCall(call))
    for (const [output_index, item] of output.entries())
      yield frame({ type: 'response.output_item.done', output_index, item })
    yield frame({ type: 'response.completed', response: { ...top, status: 'completed', output, usage } })
  },
  whole: ({ text, call }, { model }) => ({
    ...{ id: name('resp'), object: 'response', model, status: 'completed', usage },
    output: [
      ...(text === ''
        ? []
        : [{ id: name('msg'), type: 'message', role: 'assistant', content: textPart(text) }]),
      ...(call ? [functionCall(call)] : []),
    ],
  }),
  refusal: openaiRefusal,
}

const usage = {
  ...{ input_tokens: 10, output_tokens: 5, total_tokens: 15 },
  ...{ input_tokens_details: { cached_tokens: 0 }, output_tokens_details: { reasoning_tokens: 0 } },
}

const itemsOf = ({ type = 'message', role, content }: Entry): readonly Item[] => {
  if (type.endsWith('_call_output')) return [{ by: 'tool' }]
  if (type !== 'message' || role === 'assistant') return [{ by: 'model' }]
  if (role !== 'user') return []
  return partsOf<Part>(content).map(({ text = '' }) => ({ by: 'person', text }))
}

const textPart = (text: string) => [{ type: 'output_text', text, annotations: [] }]

const functionCall = (call: NonNullable<Message['call']>) => ({
  ...{ id: name('fc'), type: 'function_call', call_id: name('call'), status: 'completed' },
  ...{ name: call.name, arguments: JSON.stringify(call.input) },
})
