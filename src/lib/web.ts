import { createHash } from 'node:crypto'
import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as TlsAgent, request as tlsRequest } from 'node:https'
import { getCACertificates } from 'node:tls'
import { fail, ok, type Result } from './result.ts'

/** Nothing came of it: `why` in words, and the status where there was an answer. */
export interface WebFailure {
  readonly address: string
  readonly why: string
  readonly status: number | undefined
}

type Answer<T> = Promise<Result<T, WebFailure>>

/** Asks the web by GET: through a proxy, trusting a company's authorities too, following redirects that don't leave TLS. */
export interface Web {
  /** What an address answers with 200; `maxBytes` and more is a failure. */
  text(address: string, options?: { readonly accept?: string; readonly maxBytes?: number }): Answer<string>
  /** The sum of what it answers, as npm writes it: `sha512-` and base64. */
  sum(address: string): Answer<string>
}

export interface WebInput {
  /** PEM text of authorities that are trusted besides the usual ones. */
  readonly ca?: Buffer | undefined
  /** `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`. A Node older than 22.21 knows nothing of them. */
  readonly proxy?: Readonly<Record<string, string>> | undefined
  readonly signal?: AbortSignal | undefined
}

/** Silence for that long is the end of it. */
const patienceMs = 20_000
const maxRedirects = 5
const defaultMaxBytes = 64 * 1024 ** 2

export function openWeb({ ca, proxy = {}, signal }: WebInput): Web {
  const plain = new PlainAgent({ proxyEnv: proxy })
  const tls = new TlsAgent({
    proxyEnv: proxy,
    ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca.toString()] }),
  })

  const ask = (url: URL, accept: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const options = {
        // GitHub answers nobody without a name.
        headers: { accept, 'user-agent': 'hal-fleet' },
        timeout: patienceMs,
        ...(signal === undefined ? {} : { signal }),
      }
      const asked =
        url.protocol === 'https:'
          ? tlsRequest(url, { ...options, agent: tls }, resolve)
          : plainRequest(url, { ...options, agent: plain }, resolve)
      asked.once('timeout', () => asked.destroy(new Error(`nothing came for ${patienceMs / 1000} s`)))
      asked.once('error', reject)
      asked.end()
    })

  const follow = async <T>(
    address: string,
    accept: string,
    read: (answer: IncomingMessage) => Promise<T>,
  ): Answer<T> => {
    let url = new URL(address)
    try {
      for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
        const answer = await ask(url, accept)
        const { statusCode: status = 0, headers } = answer
        if (status === 200) return ok(await read(answer))
        answer.destroy()
        if (![301, 302, 303, 307, 308].includes(status) || headers.location === undefined)
          return fail({ address: url.href, why: `it answers ${status}`, status })
        const next = new URL(headers.location, url)
        if (url.protocol === 'https:' && next.protocol !== 'https:')
          return fail({ address: url.href, why: `it leads to ${next.href}, without TLS`, status: undefined })
        url = next
      }
      return fail({ address, why: 'it leads on and on', status: undefined })
    } catch (thrown) {
      return fail({ address: url.href, why: reasonOf(thrown, url), status: undefined })
    }
  }

  return {
    text: (address, { accept = '*/*', maxBytes = defaultMaxBytes } = {}) =>
      follow(address, accept, async (answer) => {
        const chunks: Buffer[] = []
        let size = 0
        for await (const chunk of answer as AsyncIterable<Buffer>) {
          size += chunk.length
          if (size > maxBytes) throw new Error(`it answers more than ${maxBytes} bytes`)
          chunks.push(chunk)
        }
        return Buffer.concat(chunks).toString('utf8')
      }),
    sum: (address) =>
      follow(address, '*/*', async (answer) => {
        const sum = createHash('sha512')
        for await (const chunk of answer as AsyncIterable<Buffer>) sum.update(chunk)
        return `sha512-${sum.digest('base64')}`
      }),
  }
}

/** Of whom it was asked; what a proxy or another address says stays in its own words. */
const known: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known here',
  EAI_AGAIN: 'its name is not known here',
  ECONNREFUSED: 'nothing listens there',
}

/** A host with several addresses fails with several errors, and no words of its own. */
function reasonOf(thrown: unknown, url: URL): string {
  if (thrown instanceof AggregateError) return reasonOf(thrown.errors[0], url)
  if (!(thrown instanceof Error)) return String(thrown)
  const words = 'code' in thrown && typeof thrown.code === 'string' ? known[thrown.code] : undefined
  return words !== undefined && thrown.message.includes(url.hostname) ? words : thrown.message
}
