import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { getCACertificates } from 'node:tls'
import { fail, ok, type Result } from './result.ts'

export interface PostOptions {
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Where `HTTPS_PROXY` and its kin are looked for. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** PEM text of authorities that are trusted besides the usual ones. */
  readonly ca: string | undefined
}

/**
 * Sends an object to an address by POST, follows no redirect, and reads of the answer what `read` does. Fails with the reason in words,
 * without the address: it may hold a secret. `timeoutMs` is for all of it.
 */
export const post = <T>(
  address: string,
  body: object,
  { timeoutMs, env, ca, signal }: PostOptions,
  read: (answer: IncomingMessage) => T | Promise<T>,
): Promise<Result<T, string>> =>
  new Promise((resolve) => {
    const late = AbortSignal.timeout(timeoutMs)
    const text = JSON.stringify(body)
    const request = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        'user-agent': 'hal-fleet',
      },
      signal: AbortSignal.any([late, signal]),
    }
    const proxyEnv = { ...env }
    const asked = address.startsWith('https:')
      ? tlsRequest(address, {
          ...request,
          agent: new TlsAgent({
            proxyEnv,
            ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca] }),
          }),
        })
      : plainRequest(address, { ...request, agent: new PlainAgent({ proxyEnv }) })
    const failed = (error: unknown) =>
      resolve(fail(late.aborted ? `nothing came for ${timeoutMs / 1000} s` : wordsOf(error)))
    asked.once('response', (answer) => {
      answer.on('error', () => undefined)
      void Promise.resolve(read(answer)).then((value) => resolve(ok(value)), failed)
    })
    asked.on('error', failed)
    asked.end(text)
  })

/** A host with several addresses fails with several errors, and no words of its own. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return error.errors[0].message
  return error instanceof Error ? error.message : String(error)
}
