import { type AgentOptions, Agent as PlainAgent } from 'node:http'
import { Agent as TlsAgent } from 'node:https'
import { getCACertificates } from 'node:tls'
import type { RemoteFailure } from '../engines/remote-failure.ts'
import { isLoopback } from '../lib/loopback.ts'
import type { Result } from '../lib/result.ts'

/** Where a server is, and what it takes to get there. */
export interface ServerAddress {
  /** Its root: `https://fleet.example.com`. */
  readonly url: string
  /** What lets hal in, if anything does; or why it can't be had, which is said where something is asked for. */
  readonly secret: Result<string | undefined, RemoteFailure>
  /** PEM text of authorities that are trusted besides the usual ones. */
  readonly ca?: Buffer | undefined
  /** `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`. */
  readonly proxy?: Readonly<Record<string, string>> | undefined
  readonly signal: AbortSignal
}

/** A connection of its own for each request: one that was left open may be dead by the next. No proxy leads to this machine. */
export function agentFor({ url, ca, proxy = {} }: ServerAddress): PlainAgent {
  const { protocol, hostname } = new URL(url)
  const options: AgentOptions = { keepAlive: false, ...(isLoopback(hostname) ? {} : { proxyEnv: proxy }) }
  if (protocol !== 'https:') return new PlainAgent(options)
  return new TlsAgent({
    ...options,
    ...(ca === undefined ? {} : { ca: [...getCACertificates('default'), ca.toString()] }),
  })
}
