import { once } from 'node:events'
import { createServer } from 'node:http'

export interface TokenEndpoint extends AsyncDisposable {
  readonly address: string
  /** Refresh tokens, each time that one was brought. */
  readonly brought: readonly string[]
  /** All that it ever gave, the first refresh token included. */
  readonly given: readonly string[]
  /** What it does from now on; well, unless told otherwise. */
  behave: 'well' | 'fails' | 'hangs' | 'for-another'
  /** Somebody brought a token twice, so none is good any more. */
  readonly isRevoked: boolean
  /** The pair that is good now. */
  readonly newest: { readonly access: string; readonly refresh: string }
}

/**
 * Where a maker gives new tokens, as strict as the strictest: a refresh token is good for one use, and a second one ends them all. Speaks
 * JSON, as claude's and codex's programs do there.
 */
export async function startTokenEndpoint(tag: string): Promise<TokenEndpoint> {
  const brought: string[] = []
  let turn = 0
  const pair = () => ({ access: `planted-access-${tag}-${turn}`, refresh: `planted-refresh-${tag}-${turn}` })
  const given: string[] = Object.values(pair())
  const server = createServer(async (request, response) => {
    const { refresh_token: refresh } = JSON.parse(Buffer.concat(await request.toArray()).toString())
    brought.push(refresh)
    if (endpoint.behave === 'hangs') return
    const answer = (status: number, body: object) =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (endpoint.behave === 'fails') return answer(500, { error: `what to do with ${refresh}?` })
    if (revoked || refresh !== pair().refresh) {
      revoked = true
      return answer(400, { error: 'invalid_grant', error_description: `${refresh} was used` })
    }
    turn += 1
    given.push(...Object.values(pair()))
    answer(200, {
      token_type: 'Bearer',
      access_token: pair().access,
      refresh_token: pair().refresh,
      expires_in: 28_800,
      scope: 'user:inference user:profile',
      account: { uuid: endpoint.behave === 'for-another' ? 'somebody-else' : 'me' },
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  let revoked = false
  const at = server.address()
  const endpoint: TokenEndpoint = {
    address: `http://127.0.0.1:${typeof at === 'object' ? at?.port : ''}/oauth/token`,
    ...{ brought, given, behave: 'well' },
    get isRevoked() {
      return revoked
    },
    get newest() {
      return pair()
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
  return endpoint
}
