import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { Server, ServerCredentials, type ServiceDefinition, status } from '@grpc/grpc-js'
import type Dockerode from 'dockerode'
import type { Login } from './credentials.ts'
import { type Message, readMessage, writeMessage } from './proto.ts'

/** A connection on which BuildKit asks hal for what a build may have. Lives as long as its build. */
export interface BuildSession extends Disposable {
  readonly id: string
}

export interface SessionOffers {
  readonly secrets: Readonly<Record<string, Buffer>>
  /** The login for a registry's host, for the images a build stands on. */
  readonly credentials: (host: string) => Promise<BuildLogin | undefined>
}

type BuildLogin = Pick<Login, 'username' | 'password' | 'identitytoken'>

/**
 * Opens the session beside which a build runs: the engine upgrades a request to a raw connection and is then the gRPC client on it.
 * (dockerode's own session serves logins only, and no health: BuildKit drops a session that doesn't answer its health checks.)
 * Rejects with the engine's answer when it has no sessions, and so no BuildKit.
 */
export async function openBuildSession(docker: Dockerode, offers: SessionOffers): Promise<BuildSession> {
  const id = randomUUID()
  const socket = await upgrade(docker, id)
  const server = new Server()
  const serving = 1
  server.addService(health, { Check: answer(async () => writeMessage(serving)) })
  server.addService(secrets, {
    GetSecret: answer(async (request) => {
      const data = offers.secrets[request.text(1)]
      return data === undefined ? undefined : writeMessage(data)
    }),
  })
  server.addService(auth, {
    Credentials: answer(async (request) => credentialsMessage(await offers.credentials(request.text(1)))),
  })
  // The engine closing its end is how a session ends; a reset is no news either.
  socket.on('error', () => {})
  server.createConnectionInjector(ServerCredentials.createInsecure()).injectConnection(socket)
  return {
    id,
    [Symbol.dispose]: () => {
      server.forceShutdown()
      socket.destroy()
    },
  }
}

/** BuildKit takes a secret without a name for a token. */
export function credentialsMessage(login: BuildLogin | undefined): Buffer {
  if (login === undefined) return writeMessage()
  const { username, password, identitytoken } = login
  return identitytoken === undefined ? writeMessage(username, password) : writeMessage('', identitytoken)
}

const upgrade = (docker: Dockerode, id: string): Promise<Duplex> =>
  new Promise((resolve, reject) => {
    const request = {
      method: 'POST',
      path: '/session',
      hijack: true,
      headers: {
        Upgrade: 'h2c',
        'X-Docker-Expose-Session-Uuid': id,
        'X-Docker-Expose-Session-Name': 'hal',
        'X-Docker-Expose-Session-Grpc-Method': [health, secrets, auth].flatMap((service) =>
          Object.values(service).map(({ path }) => path),
        ),
      },
      statusCodes: { 200: true, 500: 'server error' },
    }
    docker.modem.dial(request, (error: unknown, socket: unknown) => {
      if (error) reject(error)
      else resolve(socket as Duplex)
    })
  })

/** One unary call, answered by an encoded message; `undefined` is gRPC's "not found". */
const answer =
  (handle: (request: Message) => Promise<Buffer | undefined>) =>
  (
    call: { readonly request: Message },
    respond: (failure: { code: status; details: string } | null, value?: Buffer) => void,
  ): void => {
    handle(call.request).then(
      (value) => {
        if (value === undefined) respond({ code: status.NOT_FOUND, details: 'hal has no such thing' })
        else respond(null, value)
      },
      (thrown: unknown) => respond({ code: status.INTERNAL, details: String(thrown) }),
    )
  }

const service = (name: string, method: string): ServiceDefinition => ({
  [method]: {
    path: `/${name}/${method}`,
    originalName: method,
    requestStream: false,
    responseStream: false,
    requestDeserialize: readMessage,
    responseSerialize: (encoded: Buffer) => encoded,
    // The client's half, which a server never uses.
    requestSerialize: (encoded: Buffer) => encoded,
    responseDeserialize: readMessage,
  },
})

const health = service('grpc.health.v1.Health', 'Check')
const secrets = service('moby.buildkit.secrets.v1.Secrets', 'GetSecret')
const auth = service('moby.filesync.v1.Auth', 'Credentials')
