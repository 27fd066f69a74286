import type { Message } from './answer.ts'
import { event, type Protocol, secondsUntil } from './protocol.ts'
import { type Item, listen, type Schema, toolOf } from './talk.ts'

interface Part {
  readonly text?: string
  readonly functionCall?: object
  readonly functionResponse?: object
}
interface Content {
  readonly role?: string
  readonly parts?: readonly Part[]
}
interface Declaration {
  readonly name: string
  readonly parameters?: Schema
  readonly parametersJsonSchema?: Schema
}
interface Body {
  readonly contents?: readonly Content[]
  readonly systemInstruction?: Content
  readonly tools?: readonly { readonly functionDeclarations?: readonly Declaration[] }[]
  readonly generationConfig?: {
    readonly responseSchema?: Schema
    readonly responseJsonSchema?: Schema
  }
}

/** `POST /v1beta/models/MODEL:generateContent` and `…:streamGenerateContent?alt=sse`. */
export const gemini: Protocol<Body> = {
  name: 'gemini',
  path: /^\/v1beta\/models\/[^/:]+:(?:streamG|g)enerateContent$/,
  hear: ({ contents = [], systemInstruction, tools = [], generationConfig }, path) => {
    const schema = generationConfig?.responseJsonSchema ?? generationConfig?.responseSchema
    return {
      ...listen(contents.flatMap(itemsOf)),
      system: (systemInstruction?.parts ?? []).map(({ text }) => text ?? '').join('\n'),
      model: path.slice(path.lastIndexOf('/') + 1, path.lastIndexOf(':')),
      tools: tools.flatMap((tool) => (tool.functionDeclarations ?? []).map(declared)),
      ...(schema && { schema }),
    }
  },
  isStreamed: (_body, path) => path.endsWith(':streamGenerateContent'),
  frames: async function* ({ text, call }, { model, signal }) {
    for await (const piece of text(signal)) yield event(response(model, [{ text: piece }]))
    yield event({ ...response(model, call ? [callPart(call)] : [{ text: '' }], 'STOP'), usageMetadata })
  },
  whole: ({ text, call }, { model }) => ({
    ...response(model, [...(text === '' ? [] : [{ text }]), ...(call ? [callPart(call)] : [])], 'STOP'),
    usageMetadata,
  }),
  refusal: ({ status, message, resetAt }) => ({
    body: {
      error: {
        ...{ code: status, message, status: kinds[status] ?? 'INTERNAL' },
        ...(resetAt && { details: [{ '@type': retryInfo, retryDelay: `${secondsUntil(resetAt)}s` }] }),
      },
    },
  }),
}

const retryInfo = 'type.googleapis.com/google.rpc.RetryInfo'
const kinds: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  429: 'RESOURCE_EXHAUSTED',
}
const usageMetadata = { promptTokenCount: 10, candidatesTokenCount: 5, totalTokenCount: 15 }

const itemsOf = ({ role, parts = [] }: Content): readonly Item[] =>
  role === 'model'
    ? [{ by: 'model' }]
    : parts.map(({ text = '', functionResponse }) =>
        functionResponse === undefined ? { by: 'person', text } : { by: 'tool' },
      )

const declared = ({ name, parameters, parametersJsonSchema }: Declaration) =>
  toolOf(name, parametersJsonSchema ?? parameters)

const response = (modelVersion: string, parts: readonly Part[], finishReason?: string) => ({
  candidates: [{ index: 0, content: { role: 'model', parts }, ...(finishReason && { finishReason }) }],
  modelVersion,
})

const callPart = (call: NonNullable<Message['call']>): Part => ({
  functionCall: { name: call.name, args: call.input },
})
