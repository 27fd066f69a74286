import { type AgentOptions, Agent as PlainAgent } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import { getCACertificates } from 'node:tls'

/** Where a server is, and what it takes to get there. */
export interface ServerAddress {
  /** Its root: `https://fleet.example.com`. */
  readonly url: string
  readonly secret: string | undefined
  /** PEM text of authorities that are trusted besides the usual ones. */
  readonly ca?: Buffer | undefined
  /** `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`. */
  readonly proxy?: Readonly<Record<string, string>> | undefined
  readonly signal: AbortSignal
}

/** A connection of its own for each request: one that was left open may be dead by the next. No proxy leads to this machine. */
export function agentFor({ url, ca, proxy = {} }: ServerAddress): PlainAgent {
  const { protocol, hostname } = new URL(url)
  const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')
  const options: AgentOptions = { keepAlive: false, ...(isHere ? {} : { proxyEnv: proxy }) }
  if (protocol !== 'https:') return new PlainAgent(options)
  return new TlsAgent({
    ...options,
    ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca.toString()] }),
  })
}
