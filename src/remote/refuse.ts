import { fail } from '../lib/result.ts'
import type { Wire } from './wire.ts'

/** What has to be done where the server is. `what` begins a sentence: `building images`. */
export const refuse = (
  { address: { url } }: Wire,
  what: string,
): {
  readonly ok: false
  readonly failure: { readonly reason: 'not-from-afar'; readonly url: string; readonly what: string }
} => fail({ reason: 'not-from-afar', url, what })
