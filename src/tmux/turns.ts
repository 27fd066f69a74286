import { fail, ok, type Result } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import { newId } from './text-buffer.ts'
import type { TmuxFailure } from './tmux-failure.ts'

/**
 * Runs `work` when it is this client's turn at a pane, first come, first served, among all hals that talk to the worker. The line is
 * kept in tmux itself, so a hal that died leaves it as soon as tmux notices. Only who has to wait opens a second client (a blocking
 * `wait-for` holds up its client's queue). `cancelled` when `signal` aborts the waiting.
 */
export const withTurn = async <T, F>(
  client: ControlClient,
  turn: {
    readonly paneId: string
    readonly openClient: () => Promise<Result<ControlClient, F>>
    readonly signal?: AbortSignal | undefined
  },
  work: () => Promise<Result<T, F | TmuxFailure>>,
): Promise<Result<T, F | TmuxFailure>> => {
  const joined = await joinLine(client, turn.paneId)
  if (!joined.ok) return joined
  const line = joined.value
  try {
    const reached = await waitForTurn(client, { line, ...turn })
    return reached.ok ? await work() : reached
  } finally {
    await leaveLine(client, line)
  }
}

/** One client's place in the line of a pane. */
interface Place {
  /** The tmux option that holds the line: who waits, in order, each after a space. */
  readonly option: string
  readonly token: string
}

const joinLine = async (client: ControlClient, paneId: string): TmuxResult<Place> => {
  const me = await client.command(['display-message', '-p', clientId])
  if (!me.ok) return me
  const token = `${me.value.join('')}_${newId()}`
  const option = `@hal_turn_${paneId.replace('%', '')}`
  const joined = await client.command(['set-option', '-sa', option, ` ${token}`])
  return joined.ok ? ok({ option, token }) : joined
}

const clientId = '#{client_pid}_#{client_created}'

/** Who is first, after those whose client is gone were taken out of the line. */
const findFirst = async (client: ControlClient, { option }: Place): TmuxResult<string | undefined> => {
  const looked = await client.sequence([
    ['list-clients', '-F', clientId],
    ['display-message', '-p', `#{${option}}`],
  ])
  if (!looked.ok) return looked
  const lines = looked.value.map(String)
  const waiting = lines.at(-1)?.split(' ').filter(Boolean) ?? []
  const alive = new Set(lines.slice(0, -1))
  const [first, ...gone] = waiting.filter((token) => !isAlive(token, alive)).concat('')
  for (const token of [first, ...gone].filter(Boolean)) await remove(client, option, token ?? '')
  return ok(waiting.find((token) => isAlive(token, alive)))
}

const isAlive = (token: string, alive: ReadonlySet<string>): boolean =>
  alive.has(token.slice(0, token.lastIndexOf('_')))

/** In one step, whatever others do to the line meanwhile. */
const remove = (client: ControlClient, option: string, token: string) =>
  client.command(['set-option', '-sF', option, `#{s/ ${token}//:${option}}`])

const waitForTurn = async <F>(
  client: ControlClient,
  {
    line,
    openClient,
    signal,
  }: {
    readonly line: Place
    readonly openClient: () => Promise<Result<ControlClient, F>>
    readonly signal?: AbortSignal | undefined
  },
): Promise<Result<undefined, F | TmuxFailure>> => {
  const wake = createWake()
  const stopListening = client.onNotification((event) => {
    if (event.kind === 'client-detached' || event.kind === 'exit') wake.ring()
  })
  signal?.addEventListener('abort', wake.ring)
  let waiter: ControlClient | undefined
  let called: Promise<void> | undefined
  try {
    for (;;) {
      if (signal?.aborted === true) return fail({ reason: 'cancelled', what: 'turn' })
      const rung = wake.next()
      const first = await findFirst(client, line)
      if (!first.ok) return first
      if (first.value === line.token) return ok(undefined)
      if (waiter === undefined) {
        const opened = await openClient()
        if (!opened.ok) return opened
        waiter = opened.value
      }
      // One at a time: a second would be waited for behind the first.
      called ??= waiter.command(['wait-for', line.token]).then(() => {
        called = undefined
      })
      await Promise.race([rung, called])
    }
  } finally {
    stopListening()
    signal?.removeEventListener('abort', wake.ring)
    if (waiter !== undefined) {
      if (called !== undefined) await client.command(['wait-for', '-S', line.token])
      await waiter.close()
    }
  }
}

const leaveLine = async (client: ControlClient, place: Place): Promise<void> => {
  await remove(client, place.option, place.token)
  const first = await findFirst(client, place)
  if (first.ok && first.value !== undefined) await client.command(['wait-for', '-S', first.value])
}

/** A bell: `next` resolves at the first `ring` after it was asked for. */
const createWake = () => {
  let bell = Promise.withResolvers<void>()
  return {
    next: () => bell.promise,
    ring: () => {
      bell.resolve()
      bell = Promise.withResolvers<void>()
    },
  }
}
