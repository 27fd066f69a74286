import type { IncomingMessage } from 'node:http'
import { type Failure, sentenceOf } from '../../present/failure.ts'
import type { ServerContext } from '../context.ts'
import { requestIdOf } from '../request-id.ts'

interface Noted {
  readonly route: string | undefined
  readonly refused: Failure | undefined
}

/** In the log, the numbers and the traces, as any other: whoever guesses a secret here is seen as well. */
export function noteRequest(
  { log, metrics, traces }: Pick<ServerContext, 'log' | 'metrics' | 'traces'>,
  { headers, url }: IncomingMessage,
  { route, refused }: Noted,
): void {
  const status = refused === undefined ? 101 : sentenceOf(refused).httpStatus
  const trace = traces.request('GET', textOf(headers['traceparent']))
  trace.end({ route, status })
  metrics.countRequest({ method: 'GET', path: route ?? 'none', status })
  log('info', 'request', {
    ...{ request_id: requestIdOf(textOf(headers['x-request-id'])), trace_id: trace.traceId },
    ...{ method: 'GET', path: url?.replace(/\?.*$/, ''), status, reason: refused?.reason },
  })
}

const textOf = (header: string | readonly string[] | undefined): string | undefined =>
  typeof header === 'string' ? header : undefined
