import { type Protocol, secondsUntil } from './protocol.ts'

/** How both of OpenAI's ways say no; a used-up plan as its own server says it. */
export const openaiRefusal: Protocol['refusal'] = ({ status, message, resetAt }) =>
  resetAt === undefined
    ? { body: { error: { message, type: kinds[status] ?? 'server_error', code: status } } }
    : {
        body: {
          error: {
            ...{ type: 'usage_limit_reached', message, plan_type: 'plus' },
            ...{ resets_at: Math.floor(resetAt.getTime() / 1000), resets_in_seconds: secondsUntil(resetAt) },
          },
        },
        headers: { 'retry-after': String(secondsUntil(resetAt)) },
      }

const kinds: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'invalid_api_key',
  429: 'rate_limit_exceeded',
}
