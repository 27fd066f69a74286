import { z } from 'zod'
import { closest } from '../lib/closest.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { Failure } from '../present/failure.ts'

/** Megabytes of prompt. */
const limitBytes = 16 * 1024 ** 2

/** The JSON of a body, whatever it says that it is: `curl -d` calls everything a form. */
export async function readBody<Body extends z.ZodType>(
  request: Request,
  schema: Body | undefined,
): Promise<Result<z.output<Body>, Failure>> {
  if (schema === undefined) return ok(undefined as z.output<Body>)
  const text = await readText(request)
  if (!text.ok) return text
  const given = text.value === '' && isOptional(schema) ? ok(undefined) : parsed(text.value)
  if (!given.ok) return given
  const read = schema.safeParse(given.value)
  return read.success
    ? ok(read.data)
    : fail(wrongRequest(read.error, { whole: 'the body', schema, given: given.value }))
}

/** Whether it may be left out. */
export const isOptional = (body: z.ZodType): boolean => body.safeParse(undefined).success

async function readText({ body, headers }: Request): Promise<Result<string, Failure>> {
  const tooLarge = fail({ reason: 'body-too-large', limitBytes } as const)
  if (Number(headers.get('content-length') ?? 0) > limitBytes) return tooLarge
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of body ?? []) {
      bytes += chunk.length
      if (bytes > limitBytes) return tooLarge
      chunks.push(chunk)
    }
  } catch {
    // Its client went away in the middle.
    return fail({ reason: 'wrong-request', field: 'the body', expected: 'all of it' })
  }
  return ok(Buffer.concat(chunks).toString('utf8'))
}

function parsed(text: string): Result<unknown, Failure> {
  try {
    return ok(JSON.parse(text))
  } catch {
    // Its own words would say a part of what was sent.
    return fail({ reason: 'wrong-request', field: 'the body', expected: 'JSON' })
  }
}

export function readQuery<Query extends z.ZodObject>(
  request: Request,
  schema: Query | undefined,
): Result<z.output<Query>, Failure> {
  if (schema === undefined) return ok({} as z.output<Query>)
  const given = Object.fromEntries(new URL(request.url).searchParams)
  const read = schema.safeParse(given)
  return read.success ? ok(read.data) : fail(wrongRequest(read.error, { whole: 'the query', schema, given }))
}

interface Read {
  readonly whole: string
  readonly schema: z.ZodType
  readonly given: unknown
}

/** Of the first of what is wrong. What was given instead is left out: it may be a secret in the wrong place. */
function wrongRequest({ issues: [issue] }: z.ZodError, { whole, schema, given }: Read): Failure {
  const path = issue?.path ?? []
  const field = path.length === 0 ? whole : path.join('.')
  if (issue?.code === 'unrecognized_keys') {
    const known = schema instanceof z.ZodObject && path.length === 0 ? Object.keys(schema.shape) : []
    const suggestion = closest(issue.keys[0] ?? '', known)
    const expected = `nothing called ${issue.keys.join(' or ')}`
    return { reason: 'wrong-request', field, expected, ...(suggestion === undefined ? {} : { suggestion }) }
  }
  const expected = (issue?.message ?? '')
    .replace(/^[\w ]+: expected /, '')
    .replace(/, received .*$/, '')
    .replace(/^Invalid /, 'a valid ')
  const isMissing = path.length > 0 && valueAt(given, path) === undefined
  return { reason: 'wrong-request', field, expected, ...(isMissing ? { isMissing } : {}) }
}

const valueAt = (given: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    given,
  )
