import { randomUUID } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { Server, ServerCredentials, type ServiceDefinition, status } from '@grpc/grpc-js'
import type Dockerode from 'dockerode'
import protobuf from 'protobufjs/light.js'

/** A connection on which BuildKit asks hal for what a build may have. Lives as long as its build. */
export interface BuildSession extends Disposable {
  readonly id: string
}

export interface SessionOffers {
  readonly secrets: Readonly<Record<string, Buffer>>
  /** The login for a registry's host, for the images a build stands on. */
  readonly credentials: (
    host: string,
  ) => Promise<{ readonly username: string; readonly password: string } | undefined>
}

/**
 * Opens the session beside which a build runs: the engine upgrades a request to a raw connection and is then the gRPC client on it.
 * (dockerode's own session serves logins only, and no health: BuildKit drops a session that doesn't answer its health checks.)
 * Rejects with the engine's answer when it has no sessions, and so no BuildKit.
 */
export async function openBuildSession(docker: Dockerode, offers: SessionOffers): Promise<BuildSession> {
  const id = randomUUID()
  const socket = await upgrade(docker, id)
  const server = new Server()
  server.addService(health, { Check: answer(async () => ({ status: 1 })) })
  server.addService(secrets, {
    GetSecret: answer(async ({ ID }) => {
      const data = typeof ID === 'string' ? offers.secrets[ID] : undefined
      return data === undefined ? undefined : { data }
    }),
  })
  server.addService(auth, {
    Credentials: answer(async ({ Host }) => {
      const login = typeof Host === 'string' ? await offers.credentials(Host) : undefined
      return login === undefined ? {} : { Username: login.username, Secret: login.password }
    }),
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

type Fields = Readonly<Record<string, unknown>>

/** One unary call, answered by a value; `undefined` is gRPC's "not found". */
const answer =
  (handle: (request: Fields) => Promise<Fields | undefined>) =>
  (
    call: { readonly request: Fields },
    respond: (failure: { code: status; details: string } | null, value?: Fields) => void,
  ): void => {
    handle(call.request).then(
      (value) => {
        if (value === undefined) respond({ code: status.NOT_FOUND, details: 'hal has no such thing' })
        else respond(null, value)
      },
      (thrown: unknown) => respond({ code: status.INTERNAL, details: String(thrown) }),
    )
  }

const field = (type: string, id: number) => ({ type, id })
const messages = protobuf.Root.fromJSON({
  nested: {
    HealthRequest: { fields: { service: field('string', 1) } },
    HealthResponse: { fields: { status: field('int32', 1) } },
    SecretRequest: { fields: { ID: field('string', 1) } },
    SecretResponse: { fields: { data: field('bytes', 1) } },
    CredentialsRequest: { fields: { Host: field('string', 1) } },
    CredentialsResponse: { fields: { Username: field('string', 1), Secret: field('string', 2) } },
  },
})

const health = service('grpc.health.v1.Health', 'Check', 'Health')
const secrets = service('moby.buildkit.secrets.v1.Secrets', 'GetSecret', 'Secret')
const auth = service('moby.filesync.v1.Auth', 'Credentials', 'Credentials')

function service(name: string, method: string, message: string): ServiceDefinition {
  const [request, response] = [`${message}Request`, `${message}Response`].map((type) => ({
    serialize: (value: Fields): Buffer => Buffer.from(messages.lookupType(type).encode(value).finish()),
    deserialize: (bytes: Buffer): Fields => messages.lookupType(type).decode(bytes).toJSON(),
  }))
  if (request === undefined || response === undefined) throw new Error('unreachable')
  return {
    [method]: {
      path: `/${name}/${method}`,
      originalName: method,
      requestStream: false,
      responseStream: false,
      requestSerialize: request.serialize,
      requestDeserialize: request.deserialize,
      responseSerialize: response.serialize,
      responseDeserialize: response.deserialize,
    },
  }
}
