import type { Message } from './answer.ts'
import type { Refusal } from './script.ts'
import type { Talk } from './talk.ts'

/** One way of speaking with a model over HTTP. `Body` is what a request has, as far as the script cares. */
export interface Protocol<Body = never> {
  readonly name: string
  /** Which requests are its own. */
  readonly path: RegExp
  hear(body: Body, path: string): Talk
  isStreamed(body: Body, path: string): boolean
  /** The pieces of the stream, each as it stands on the wire. */
  frames(message: Message, asked: Asked): AsyncGenerator<string>
  /** The same, told at once. */
  whole(told: Told, asked: Asked): object
  refusal(refusal: Refusal): { readonly body: object; readonly headers?: Readonly<Record<string, string>> }
}

export interface Asked {
  readonly model: string
  readonly signal: AbortSignal
}

export interface Told {
  readonly text: string
  readonly call?: Message['call']
}

export async function tell(message: Message, signal: AbortSignal): Promise<Told> {
  let text = ''
  for await (const piece of message.text(signal)) text += piece
  return { text, ...(message.call && { call: message.call }) }
}

/** Names for messages and calls: unlike each other in one run. */
let named = 0
export const name = (prefix: string): string => {
  named += 1
  return `${prefix}_${String(named).padStart(4, '0')}`
}

/** An event that says in itself what it is. */
export interface Frame {
  readonly type: string
  readonly [field: string]: unknown
}

export const event = (data: object, type?: string): string =>
  `${type === undefined ? '' : `event: ${type}\n`}data: ${JSON.stringify(data)}\n\n`

export const secondsUntil = (at: Date): number => Math.max(0, Math.ceil((at.getTime() - Date.now()) / 1000))
