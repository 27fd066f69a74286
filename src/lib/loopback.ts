import { isIPv4 } from 'node:net'

/** Only this machine is reached by that host, as it is written alone or in a URL. A name that begins with `127.` may be anybody's. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'))
