import type { WebSocket } from 'ws'
import { carryKeys } from '../lib/carry-keys.ts'
import { fail, ok } from '../lib/result.ts'
import { createTerminalFilter } from '../lib/terminal-filter.ts'
import { followTerminal, screenGivenBack } from '../lib/terminal-modes.ts'
import type { AttachEnd, AttachInput, Terminal, WorkerResult } from '../workers/verbs.ts'
import { workerPath } from './path.ts'
import { type EndSaid, readEnd } from './read/attach-end.ts'
import { openSocket } from './socket.ts'
import type { Wire } from './wire.ts'

/**
 * Hands the person's terminal to the worker's tmux over a WebSocket, and answers why it came back. Its modes are restored in any case. What
 * detaches is tmux's own, so it is the same keys as on the server's machine.
 */
export async function attachWorker({ address }: Wire, input: AttachInput): WorkerResult<AttachEnd> {
  const { terminal, signal = address.signal } = input
  if (!terminal.input.isTTY || !terminal.output.isTTY)
    return fail({ reason: 'not-a-terminal', what: 'attach' })
  const opened = await openSocket(address, pathFor(input), signal)
  if (!opened.ok) return opened
  const modes = followTerminal()
  const ended = await converse(opened.value, { terminal, modes, signal })
  if (signal.aborted && ended.kind === 'cut') return ok({ kind: 'detached', worker: input.name })
  if (ended.kind === 'said') return ended.end
  terminal.output.write(modes.leave())
  return fail({ reason: 'server-lost', url: address.url, detail: ended.why, mayHaveArrived: true })
}

function pathFor({
  window,
  isReadOnly,
  terminal: { output, term, colorTerm },
  ...named
}: AttachInput): string {
  return workerPath(named, 'terminal', {
    ...{ columns: output.columns, rows: output.rows, window, term, 'color-term': colorTerm ?? 'none' },
    'read-only': isReadOnly === true ? 'yes' : undefined,
  })
}

type Ended =
  | { readonly kind: 'said'; readonly end: EndSaid }
  /** Nobody said why. */
  | { readonly kind: 'cut'; readonly why: string }

/** Carries bytes both ways until the server ends it, or the connection does. */
async function converse(
  socket: WebSocket,
  {
    terminal: { input, output },
    modes,
    signal,
  }: {
    readonly terminal: Terminal
    readonly modes: ReturnType<typeof followTerminal>
    readonly signal: AbortSignal
  },
): Promise<Ended> {
  const filter = createTerminalFilter()
  const { promise: ended, resolve } = Promise.withResolvers<Ended>()
  const onResize = () =>
    socket.send(JSON.stringify({ type: 'resize', columns: output.columns, rows: output.rows }))
  const onAbort = () => socket.close(1000)
  socket.on('message', (data: Buffer, isBinary) => {
    if (isBinary) {
      const shown = filter(data)
      modes.note(shown)
      if (shown.includes(screenGivenBack)) keys.hold()
      output.write(shown)
      return
    }
    const end = readEnd(data.toString())
    if (end !== undefined) resolve({ kind: 'said', end })
  })
  socket.on('close', (code) =>
    resolve({ kind: 'cut', why: code === 1001 ? 'it was asked to end' : 'the connection ended' }),
  )
  using keys = carryKeys(input, (typed) => {
    socket.send(typed)
    return true
  })
  socket.resume()
  output.on('resize', onResize)
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()
  try {
    return await ended
  } finally {
    signal.removeEventListener('abort', onAbort)
    output.off('resize', onResize)
    socket.terminate()
  }
}
