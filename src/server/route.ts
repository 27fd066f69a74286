import type { z } from 'zod'
import type { Result } from '../lib/result.ts'
import type { Failure } from '../present/failure.ts'
import { readBody, readQuery } from './read-request.ts'

/** A route as data: the server is made of these, and so is /openapi.json. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** As hono writes it: `/tasks/:id`. */
  readonly path: string
  readonly summary: string
  readonly body?: z.ZodType
  readonly query?: z.ZodObject
  /** By status: what it answers when all is well. */
  readonly answers: Readonly<Record<number, Answer>>
  /** Whoever asks whether the server lives has no secret. */
  readonly isOpen?: boolean
  /** Its refusals are problems as RFC 9457 has them; what stands before all routes refuses as ever. */
  readonly isProblem?: boolean
  readonly run: (asked: Asked) => Answering
}

interface Answer {
  readonly summary: string
  /** Of a JSON body. */
  readonly schema?: z.ZodType
  readonly contentType?: string
}

export interface Asked {
  readonly request: Request
  readonly params: Readonly<Record<string, string>>
  /** The address of who asks. */
  readonly client: string
  /** For what is begun because of it: of which trace that is. */
  readonly traceparent: string | undefined
}

export type Answering = Promise<Result<Response, Failure>>

interface Form<Body extends z.ZodType, Query extends z.ZodObject>
  extends Omit<Route, 'body' | 'query' | 'run'> {
  readonly body?: Body
  readonly query?: Query
  readonly handle: (
    call: Asked & { readonly body: z.output<Body>; readonly query: z.output<Query> },
  ) => Answering
}

/** Its handler gets what the schemas let through, and nothing else. */
export function route<Body extends z.ZodType = z.ZodUndefined, Query extends z.ZodObject = z.ZodObject>(
  form: Form<Body, Query>,
): Route {
  const { handle, ...facts } = form
  return {
    ...facts,
    run: async (asked) => {
      const query = readQuery(asked.request, form.query)
      if (!query.ok) return query
      const body = await readBody(asked.request, form.body)
      if (!body.ok) return body
      return handle({ ...asked, body: body.value, query: query.value })
    },
  }
}
