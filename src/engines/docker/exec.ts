import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { EngineResult, ExecSpec, ExecStream } from '../engine.ts'
import { type DockerApi, isAtLeast } from './api.ts'
import { ask, askForDuplex } from './ask.ts'
import { ExecDuplex } from './exec-duplex.ts'
import { answered } from './failures.ts'
import { fields, text } from './guards.ts'

/**
 * The engine always listens for a sequence of keys that detaches, on terminals, and holds its first key back until the next one; there
 * is no switch. This one starts with the control key that is used least, and nobody types the rest.
 */
const detachKeys = 'ctrl-^,ctrl-@,ctrl-_,ctrl-^,ctrl-@,ctrl-_'

/** Runs a process in a running container. Two requests, then the connection is the process's own. */
export const execIn = (api: DockerApi, id: string, spec: ExecSpec): EngineResult<ExecStream> =>
  answered(api, { what: `run ${spec.argv[0] ?? ''} in ${id}`, container: id }, async () => {
    const { argv, env = {}, tty, signal } = spec
    const created = await ask(api, {
      method: 'POST',
      path: `/containers/${encodeURIComponent(id)}/exec`,
      signal,
      body: {
        AttachStdin: true,
        AttachStdout: true,
        AttachStderr: true,
        Tty: tty !== undefined,
        DetachKeys: detachKeys,
        Env: Object.entries(env).map(([key, value]) => `${key}=${value}`),
        Cmd: argv,
      },
    })
    const exec: Running = { api, execId: text(fields(created)['Id']) }
    const size =
      tty !== undefined && isAtLeast(api.version, '1.42') ? { ConsoleSize: [tty.rows, tty.columns] } : {}
    const connection = await askForDuplex(api, {
      method: 'POST',
      path: `/exec/${exec.execId}/start`,
      signal,
      body: { Detach: false, Tty: tty !== undefined, ...size },
    })
    if (tty !== undefined) await resize(exec, tty)
    return toExecStream(exec, { connection, isTty: tty !== undefined, signal })
  })

interface Running {
  readonly api: DockerApi
  readonly execId: string
}

interface Connected {
  readonly connection: Duplex
  readonly isTty: boolean
  readonly signal: AbortSignal | undefined
}

function toExecStream(exec: Running, { connection, isTty, signal }: Connected): ExecStream {
  const stream = new ExecDuplex(connection, isTty)
  const onAbort = () => stream.destroy()
  if (signal?.aborted === true) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  const exitCode = stream.outputEnded.then((isComplete) => {
    signal?.removeEventListener('abort', onAbort)
    return isComplete ? readExitCode(exec) : undefined
  })
  return { stream, exitCode, stderr: () => stream.stderr(), resize: (size) => resize(exec, size) }
}

/** A process that has just ended has no size: that is no one's fault. */
const resize = async (
  { api, execId }: Running,
  size: { readonly columns: number; readonly rows: number },
): Promise<void> => {
  const query = { h: size.rows, w: size.columns }
  await ask(api, { method: 'POST', path: `/exec/${execId}/resize`, query }).catch(() => undefined)
}

/** The output can end a moment before the engine has noted the exit code, and no request waits for it. */
const pausesMs = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000]

async function readExitCode({ api, execId }: Running): Promise<number | undefined> {
  for (const pauseMs of pausesMs) {
    if (pauseMs > 0) await delay(pauseMs, undefined, { ref: false })
    const state = await answered(api, { what: 'read an exit code' }, async () =>
      fields(await ask(api, { method: 'GET', path: `/exec/${execId}/json` })),
    )
    if (!state.ok) return undefined
    const exitCode = state.value['ExitCode']
    if (state.value['Running'] !== true && typeof exitCode === 'number') return exitCode
  }
  return undefined
}
