import { isLoopback } from '../../lib/loopback.ts'

/**
 * Where no secret is asked for, any page in a browser on this machine could ask in its place. One way is a name of its own that means
 * 127.0.0.1; so the name that was asked for has to be one of loopback's.
 */
export function isHostKnown(host: string | undefined): boolean {
  const name = /^(\[[0-9a-f:]+\]|[^:[\]]+)(?::\d+)?$/i.exec(host ?? '')?.[1]
  return name !== undefined && isLoopback(name.replace(/^\[|\]$/g, '').toLowerCase())
}

/** The other: it asks straight away. It gets no answer to read; but what was asked for would be done. */
export function isOriginKnown(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()
}
