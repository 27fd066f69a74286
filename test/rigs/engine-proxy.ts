import { mkdtemp, rm } from 'node:fs/promises'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { findTestEngine } from './test-engine.ts'

/** The real engine behind a socket of its own, which can be cut or stalled, and brought back, while the engine runs on. */
export interface EngineProxy extends AsyncDisposable {
  /** For DOCKER_HOST. */
  readonly address: string
  /** As if the engine died: every connection breaks, and nothing listens any more. */
  cut(): Promise<void>
  /** As if it were started again. */
  restore(): Promise<void>
  /** As if the engine hung: it accepts connections, passes nothing either way, and closes none. */
  stall(): void
  /** As if it went on: what was said meanwhile arrives. */
  flow(): void
  /** How many ends of connections are open, of hal's and the engine's. */
  open(): number
}

/** With `isClassic` the engine says of itself that it builds with the classic builder alone. */
export async function startEngineProxy({ isClassic = false } = {}): Promise<EngineProxy> {
  const behind = await engineSocket()
  const dir = await mkdtemp(join(tmpdir(), 'hal-test-proxy-'))
  const path = join(dir, 'engine.sock')
  const open = new Set<Socket>()
  let server: Server | undefined
  let isStalled = false
  const restore = async () => {
    // Half-open, as the engine itself: a client that has said all it had to say still gets its answer.
    server = createServer({ allowHalfOpen: true }, (client) => {
      const engine = createConnection({ path: behind, allowHalfOpen: true })
      connect(client, engine, open, isClassic ? withoutBuildKit() : undefined)
      if (isStalled) for (const socket of [client, engine]) socket.pause()
    })
    await new Promise<void>((resolve, reject) => server?.once('error', reject).listen(path, resolve))
  }
  const cut = async () => {
    const closed = new Promise<void>((resolve) => server?.close(() => resolve()) ?? resolve())
    for (const socket of open) socket.destroy()
    await closed
    server = undefined
  }
  await restore()
  return {
    address: `unix://${path}`,
    cut,
    restore,
    stall: () => {
      isStalled = true
      for (const socket of open) socket.pause()
    },
    flow: () => {
      isStalled = false
      for (const socket of open) socket.resume()
    },
    open: () => open.size,
    [Symbol.asyncDispose]: async () => {
      await cut()
      await rm(dir, { recursive: true })
    },
  }
}

const withoutBuildKit = (): Transform =>
  new Transform({
    transform: (chunk: Buffer, _, done) => {
      const said = chunk.toString('latin1').replace(/Builder-Version: \d\r\n/, '')
      done(null, Buffer.from(said.replace(/^HTTP\/1.1 200 OK\r\n/, '$&Builder-Version: 1\r\n'), 'latin1'))
    },
  })

/** Passes everything between the two; either's end is the other's. They are in `open` as long. `answers`: what the engine's go through. */
export function connect(client: Socket, engine: Socket, open: Set<Socket>, answers?: Transform): void {
  for (const [from, to, through] of [
    [client, engine, undefined],
    [engine, client, answers],
  ] as const) {
    open.add(from)
    if (through === undefined) from.pipe(to)
    else from.pipe(through).pipe(to)
    from.once('close', () => {
      open.delete(from)
      to.destroy()
    })
    // A connection that breaks is what this is for: its close is all there is to do.
    from.on('error', () => undefined)
  }
}

export async function engineSocket(): Promise<string> {
  const { endpoint } = await findTestEngine()
  if (endpoint.kind !== 'unix')
    throw new Error(`this rig needs an engine on a unix socket, not ${endpoint.kind}`)
  return endpoint.socketPath
}
