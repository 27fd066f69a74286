import type { WebSocket } from 'ws'
import type { z } from 'zod'
import type { Result } from '../../lib/result.ts'
import type { Failure } from '../../present/failure.ts'

/** What a WebSocket is for, as data. */
export interface SocketRoute {
  /** As hono writes it, with one name in it: `/workers/:name/terminal`. */
  readonly path: string
  /** What goes to and fro on it. */
  readonly summary: string
  readonly query?: z.ZodObject
  /** Something can be done through it, and not only looked at. */
  readonly isAct: boolean
  /** Before it is one: what is refused here is answered as any request is. */
  readonly open: (asked: SocketAsked) => Promise<Result<Hold, Failure>>
}

export interface SocketAsked {
  readonly name: string
  readonly query: URLSearchParams
}

/** Until it has nothing more to say, or `signal` aborts. Whoever called it ends the socket then. */
export type Hold = (socket: WebSocket, signal: AbortSignal) => Promise<void>
