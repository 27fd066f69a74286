import type { AgentError, ErrorKind } from './agent-event.ts'
import { numberAt, parseJson, textAt } from './fields.ts'

/** What an HTTP status of the model's end means for whoever asked. */
export function kindOfStatus(status: number | undefined): ErrorKind {
  if (status === 429 || status === 402) return 'limit'
  if (status === 401 || status === 403) return 'login'
  return status !== undefined && status >= 400 && status < 500 && status !== 408 ? 'refused' : 'other'
}

/** The body that a refused request came back with, as agents print it: JSON with its message inside, or not. */
export function bodyOf(text: string): { readonly status: number | undefined; readonly message: string } {
  const body = parseJson(text)
  return {
    status: numberAt(body, 'error', 'code') ?? numberAt(body, 'code'),
    message: textAt(body, 'error', 'message') ?? textAt(body, 'message') ?? text,
  }
}

/** A moment that an agent tells in seconds since 1970. `undefined`: it is none. */
export function moment(seconds: number | undefined): { readonly resetsAt?: string } {
  if (seconds === undefined || seconds <= 0 || seconds > lastSecond) return {}
  return { resetsAt: new Date(seconds * 1000).toISOString() }
}

const lastSecond = Date.UTC(9999, 11, 31) / 1000

/** It gave up. */
export const failure = (
  kind: ErrorKind,
  message: string,
  reset: { readonly resetsAt?: string } = {},
): AgentError => ({ type: 'error', kind, message, ...reset, isRetried: false })

/** It tries again by itself. */
export const retried = (kind: ErrorKind, message: string): AgentError => ({
  type: 'error',
  kind,
  message,
  isRetried: true,
})
