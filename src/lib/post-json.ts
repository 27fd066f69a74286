import { Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { getCACertificates } from 'node:tls'
import { fail, ok, type Result } from './result.ts'

/**
 * Sends an object to an address by POST. Any answer of 2xx is a success; redirects are none, and what else is answered isn't read.
 * Fails with the reason in words, without the address: it may hold a secret.
 */
export const postJson = (
  address: string,
  body: object,
  options: {
    readonly timeoutMs: number
    readonly signal: AbortSignal
    /** Where `HTTPS_PROXY` and its kin are looked for. */
    readonly env: Readonly<Record<string, string | undefined>>
    /** PEM text of authorities that are trusted besides the usual ones. */
    readonly ca: string | undefined
  },
): Promise<Result<void, string>> =>
  new Promise((resolve) => {
    const { timeoutMs, env, ca } = options
    const late = AbortSignal.timeout(timeoutMs)
    const text = JSON.stringify(body)
    const request = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        'user-agent': 'hal-fleet',
      },
      signal: AbortSignal.any([late, options.signal]),
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
    asked.once('response', (answer) => {
      const { statusCode = 0 } = answer
      answer.on('error', () => undefined)
      answer.destroy()
      resolve(statusCode >= 200 && statusCode < 300 ? ok(undefined) : fail(`it answers ${statusCode}`))
    })
    asked.on('error', (error: NodeJS.ErrnoException) =>
      resolve(fail(late.aborted ? `nothing came for ${timeoutMs / 1000} s` : wordsOf(error))),
    )
    asked.end(text)
  })

/** A host with several addresses fails with several errors, and no words of its own. */
const wordsOf = (error: NodeJS.ErrnoException): string =>
  error instanceof AggregateError && error.errors[0] instanceof Error
    ? error.errors[0].message
    : error.message
