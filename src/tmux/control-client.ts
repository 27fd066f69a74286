import type { Duplex } from 'node:stream'
import { fail, ok, type Result } from '../lib/result.ts'
import { type Argument, commandLine } from './command.ts'
import type { ControlEvent, ReplyEvent, SubscriptionEvent } from './control-event.ts'
import { createControlParser } from './control-parser.ts'
import type { TmuxFailure } from './tmux-failure.ts'

export type TmuxResult<T> = Promise<Result<T, TmuxFailure>>
export type Unsubscribe = () => void
/** The lines of a reply, without their ends. */
export type ReplyLines = readonly Buffer[]

type Sequence = (argvs: readonly (readonly Argument[])[]) => TmuxResult<ReplyLines>

/** A worker's tmux, over a stream. Commands are answered in the order they were given; none of them waits for another's answer. */
export interface ControlClient extends AsyncDisposable {
  /** Runs one tmux command. `tmux-refused` carries what tmux said; after the stream ended every answer is `tmux-lost`. */
  readonly command: (argv: readonly Argument[]) => TmuxResult<ReplyLines>
  /** Runs several as one line, with nothing of others in between; the first that is refused ends it. Answers with all lines. */
  readonly sequence: Sequence
  /** The same, if the pane's program runs; else nothing is run, and the answer is `tmux-refused`. */
  readonly sequenceInto: (paneId: string, argvs: readonly (readonly Argument[])[]) => TmuxResult<ReplyLines>
  /** Everything tmux says by itself but output. */
  readonly onNotification: (listener: (event: ControlEvent) => void) => Unsubscribe
  /** What a pane's programs print from now on, in order, cut anywhere. `pane` is an id like `%1`. */
  readonly onOutput: (pane: string, listener: (data: Buffer) => void) => Unsubscribe
  /**
   * Hears the value of a format now and after each change (tmux looks once a second). `target`: `%1` for a pane, `%*` for all,
   * `@1`, `@*` for windows, empty for the session.
   */
  readonly subscribe: (
    subscription: { readonly name: string; readonly format: string; readonly target: string },
    listener: (event: SubscriptionEvent) => void,
  ) => TmuxResult<Unsubscribe>
  /** Settles when the stream has ended, with why. Never rejects. */
  readonly closed: Promise<string>
  readonly close: () => Promise<void>
}

/**
 * Speaks control mode over `stream` (what `controlArgv` started); resolves once tmux attached it. The client owns the stream
 * from here on. `signal` ends the waiting for that.
 */
export const openControlClient = async (
  stream: Duplex,
  options: { readonly signal?: AbortSignal | undefined } = {},
): TmuxResult<ControlClient> => {
  const { signal } = options
  const attached = Promise.withResolvers<Result<undefined, TmuxFailure>>()
  const closed = Promise.withResolvers<string>()
  const pending: PendingCommand[] = []
  const notificationListeners = new Set<(event: ControlEvent) => void>()
  const outputListeners = new Map<string, Set<(data: Buffer) => void>>()
  let lostWhy: string | undefined
  let lastWords = ''

  const end = (why: string): void => {
    if (lostWhy !== undefined) return
    lostWhy = why
    stream.destroy()
    const lost = fail({ reason: 'tmux-lost', detail: why })
    attached.resolve(signal?.aborted === true ? fail({ reason: 'cancelled', what: 'tmux' }) : lost)
    for (const { resolve } of pending.splice(0)) resolve(lost)
    closed.resolve(why)
  }
  const onAbort = (): void => end('cancelled')

  const onReply = (reply: ReplyEvent): void => {
    const [command] = pending
    if (!reply.isMine || command === undefined) {
      if (reply.isError) lastWords = textOf(reply.lines)
      else attached.resolve(ok(undefined))
      return
    }
    command.lines.push(...reply.lines)
    command.repliesLeft--
    if (!reply.isError && command.repliesLeft > 0) return
    pending.shift()
    const refused = { reason: 'tmux-refused', command: command.name, detail: textOf(reply.lines) } as const
    command.resolve(reply.isError ? fail(refused) : ok(command.lines))
  }

  const onEvent = (event: ControlEvent): void => {
    if (event.kind === 'output') {
      for (const listener of outputListeners.get(event.pane) ?? []) listener(event.data)
      return
    }
    if (event.kind === 'reply') {
      onReply(event)
      return
    }
    if (event.kind === 'other' && event.name === '') lastWords = event.text
    for (const listener of [...notificationListeners]) listener(event)
    if (event.kind === 'exit') end(event.why === '' ? lastWords || 'tmux let the client go' : event.why)
  }

  const run = (line: string, { name, replies }: { readonly name: string; readonly replies: number }) => {
    if (lostWhy !== undefined) return Promise.resolve(fail({ reason: 'tmux-lost', detail: lostWhy } as const))
    const { promise, resolve } = Promise.withResolvers<Result<ReplyLines, TmuxFailure>>()
    stream.write(`${line}\n`)
    pending.push({ name, repliesLeft: replies, lines: [], resolve })
    return promise
  }

  const sequence: Sequence = (argvs) =>
    run(sequenceLine(argvs), { name: nameOf(argvs), replies: argvs.length })

  const onNotification: ControlClient['onNotification'] = (listener) => {
    notificationListeners.add(listener)
    return () => notificationListeners.delete(listener)
  }

  const client: ControlClient = {
    command: (argv) => sequence([argv]),
    sequence,
    // tmux 3.3a crashes when it pastes into a pane whose program has ended.
    sequenceInto: async (paneId, argvs) => {
      const guard = ['if-shell', '-F', '-t', paneId, '#{pane_dead}', refuse, sequenceLine(argvs)]
      const reply = await run(commandLine(guard), { name: nameOf(argvs), replies: 1 + argvs.length })
      const isEnded =
        !reply.ok && reply.failure.reason === 'tmux-refused' && reply.failure.detail.includes(endedPane)
      return isEnded ? fail({ reason: 'program-ended', exitCode: undefined }) : reply
    },
    onNotification,
    onOutput: (pane, listener) => {
      const listeners = outputListeners.get(pane) ?? new Set()
      outputListeners.set(pane, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && outputListeners.get(pane) === listeners) outputListeners.delete(pane)
      }
    },
    subscribe: async ({ name, format, target }, listener) => {
      const unsubscribe = onNotification((event) => {
        if (event.kind === 'subscription-changed' && event.name === name) listener(event)
      })
      const subscribed = await sequence([['refresh-client', '-B', `${name}:${target}:${format}`]])
      if (!subscribed.ok) {
        unsubscribe()
        return subscribed
      }
      return ok(() => {
        unsubscribe()
        void sequence([['refresh-client', '-B', name]])
      })
    },
    closed: closed.promise,
    close: async () => end('closed'),
    [Symbol.asyncDispose]: async () => end('closed'),
  }

  const parser = createControlParser(onEvent)
  stream.on('data', (chunk: Buffer) => {
    if (lostWhy === undefined) parser.push(chunk)
  })
  stream.on('error', (error) => end(error.message))
  stream.on('end', () => end(lastWords || 'the stream ended'))
  stream.on('close', () => end(lastWords || 'the stream closed'))
  if (signal?.aborted === true) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })

  const opened = await attached.promise
  signal?.removeEventListener('abort', onAbort)
  return opened.ok ? ok(client) : opened
}

/** Asks tmux for an answer; resolves with how many milliseconds it took, or `tmux-silent` after `timeoutMs`. */
export const ping = async (client: ControlClient, timeoutMs: number): TmuxResult<number> => {
  const startedAt = performance.now()
  const answer = await inTime(client.command(['display-message', '-p', 'ping']), timeoutMs)
  return answer.ok ? ok(performance.now() - startedAt) : answer
}

/** What tmux answers, or `tmux-silent` when it doesn't within `timeoutMs`. */
export const inTime = async <T>(answer: TmuxResult<T>, timeoutMs: number): TmuxResult<T> => {
  const silence = Promise.withResolvers<Awaited<TmuxResult<T>>>()
  const silent = fail({ reason: 'tmux-silent', waitedMs: timeoutMs } as const)
  // An answer that came while this process was busy is read before it counts as none.
  const timer = setTimeout(() => setImmediate(() => silence.resolve(silent)), timeoutMs)
  const first = await Promise.race([answer, silence.promise])
  clearTimeout(timer)
  return first
}

/**
 * What to run for a control-mode stream on its stdin and stdout. It starts no server where there is none. The client never resizes a person's window (`ignore-size`) and
 * asks for UTF-8 whatever the locale. `isOutputLeftOut`: for clients that need no %output, only commands and notifications.
 */
export const controlArgv = (options: {
  readonly tmux: string
  readonly socket: string
  readonly isOutputLeftOut?: boolean
}): readonly string[] => [
  options.tmux,
  '-N',
  '-S',
  options.socket,
  '-u',
  '-C',
  'attach-session',
  '-f',
  options.isOutputLeftOut === true ? 'ignore-size,no-output' : 'ignore-size',
]

interface PendingCommand {
  readonly name: string
  repliesLeft: number
  readonly lines: Buffer[]
  readonly resolve: (result: Result<ReplyLines, TmuxFailure>) => void
}

const nameOf = (argvs: readonly (readonly Argument[])[]): string => String(argvs[0]?.[0] ?? '')
const sequenceLine = (argvs: readonly (readonly Argument[])[]): string => argvs.map(commandLine).join(' ; ')
const endedPane = 'hal-ended-pane'
/** A command that fails and does nothing. */
const refuse = `wait-for -U ${endedPane}`

const textOf = (lines: ReplyLines): string =>
  Buffer.concat(lines.flatMap((line) => [line, lineEnd]))
    .toString()
    .trim()
const lineEnd = Buffer.from('\n')
