import type { Message } from './answer.ts'
import { event, type Frame, name, type Protocol, secondsUntil } from './protocol.ts'
import { type Item, listen, partsOf, type Schema, toolOf } from './talk.ts'

interface Part {
  readonly type: string
  readonly text?: string
}
interface Body {
  readonly model?: string
  readonly stream?: boolean
  readonly system?: string | readonly Part[]
  readonly tools?: readonly { readonly name: string; readonly input_schema?: Schema }[]
  readonly messages?: readonly { readonly role: string; readonly content: string | readonly Part[] }[]
  readonly output_config?: { readonly format?: { readonly schema?: Schema } }
}

/** `POST /v1/messages`. */
export const anthropic: Protocol<Body> = {
  name: 'anthropic',
  path: /^\/v1\/messages$/,
  hear: ({ model = '', system, tools, messages, output_config }) => {
    const schema = output_config?.format?.schema
    return {
      ...listen((messages ?? []).flatMap(itemsOf)),
      ...{
        model,
        system: textOf(system),
        tools: (tools ?? []).map((tool) => toolOf(tool.name, tool.input_schema)),
      },
      ...(schema && { schema }),
    }
  },
  isStreamed: ({ stream }) => stream === true,
  frames: async function* ({ text, call }, { model, signal }) {
    const frame = (data: Frame) => event(data, data.type)
    yield frame({ type: 'message_start', message: { ...head(model), content: [], stop_reason: null } })
    let index = -1
    for await (const piece of text(signal)) {
      if (index < 0) {
        index = 0
        yield frame({ type: 'content_block_start', index, content_block: { type: 'text', text: '' } })
      }
      yield frame({ type: 'content_block_delta', index, delta: { type: 'text_delta', text: piece } })
    }
    if (index === 0) yield frame({ type: 'content_block_stop', index })
    if (call !== undefined) {
      index += 1
      const block = { ...toolUse(call), input: {} }
      const delta = { type: 'input_json_delta', partial_json: JSON.stringify(call.input) }
      yield frame({ type: 'content_block_start', index, content_block: block })
      yield frame({ type: 'content_block_delta', index, delta })
      yield frame({ type: 'content_block_stop', index })
    }
    const delta = { stop_reason: reason(call), stop_sequence: null }
    yield frame({ type: 'message_delta', delta, usage: { output_tokens: 5 } })
    yield frame({ type: 'message_stop' })
  },
  whole: ({ text, call }, { model }) => ({
    ...head(model),
    content: [...(text === '' ? [] : [{ type: 'text', text }]), ...(call ? [toolUse(call)] : [])],
    stop_reason: reason(call),
  }),
  refusal: ({ status, message, resetAt }) => ({
    body: { type: 'error', error: { type: kinds[status] ?? 'api_error', message } },
    ...(resetAt && { headers: limits(resetAt) }),
  }),
}

const kinds: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
}

/** What the maker's own server says of a used-up plan. */
const limits = (resetAt: Date): Readonly<Record<string, string>> => ({
  'retry-after': String(secondsUntil(resetAt)),
  'anthropic-ratelimit-unified-status': 'rejected',
  'anthropic-ratelimit-unified-representative-claim': 'five_hour',
  'anthropic-ratelimit-unified-reset': String(Math.floor(resetAt.getTime() / 1000)),
})

/** Programs put words of their own in as `system`, also after the person's. */
const itemsOf = ({ role, content }: NonNullable<Body['messages']>[number]): readonly Item[] => {
  if (role !== 'user') return [{ by: 'model' }]
  return partsOf<Part>(content).map(({ type, text = '' }) =>
    type === 'tool_result' ? { by: 'tool' } : { by: 'person', text },
  )
}

const textOf = (system: Body['system']): string =>
  partsOf<Part>(system)
    .map(({ text }) => text ?? '')
    .join('\n')

const head = (model: string) => ({
  ...{ id: name('msg'), type: 'message', role: 'assistant', model, stop_sequence: null },
  usage: { input_tokens: 10, output_tokens: 1, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 },
})

const toolUse = (call: NonNullable<Message['call']>) => ({ type: 'tool_use', id: name('toolu'), ...call })
const reason = (call: Message['call']): string => (call === undefined ? 'end_turn' : 'tool_use')
