/** Where an engine listens, and what it takes to speak to it. */
export type Endpoint =
  | { readonly kind: 'unix'; readonly socketPath: string }
  | {
      readonly kind: 'tcp'
      readonly host: string
      readonly port: number
      /** Without it, plain HTTP. */
      readonly tls: TlsMaterial | undefined
    }
  /** The engine behind `docker system dial-stdio` on another machine, through the person's own `ssh`. */
  | { readonly kind: 'ssh'; readonly destination: string; readonly port: number | undefined }

/** PEM texts; what is `undefined` was not there to read. */
export interface TlsMaterial {
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: string | undefined
  readonly isVerified: boolean
}

/** The endpoint as a URL, as people write it in `DOCKER_HOST`. */
export function addressOf(endpoint: Endpoint): string {
  switch (endpoint.kind) {
    case 'unix':
      return `unix://${endpoint.socketPath}`
    case 'tcp':
      return `tcp://${hostInUrl(endpoint.host)}:${endpoint.port}`
    case 'ssh':
      return `ssh://${endpoint.destination}${endpoint.port === undefined ? '' : `:${endpoint.port}`}`
  }
}

const hostInUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host)

/**
 * For requests without TLS: no server's name is to be found in their address. To look for one, Node would compile the longest of its
 * regular expressions (3 ms).
 */
export const unencrypted = { servername: '' }
