import fc, { type Arbitrary } from 'fast-check'

/** As much of a JSON schema as /openapi.json has. */
export interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly maximum?: number
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>
}

export interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[]
  readonly requestBody?: Content
  readonly responses: Readonly<Record<string, Content>>
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/** A request as somebody could send it who has read the document, and more or less keeps to it. */
export interface WildRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Of JSON or not. */
  readonly body: string | undefined
}

/** By name of a field: what stands in it in place of any text at all. */
export type Words = Readonly<Record<string, Arbitrary<unknown>>>

/** One field of three is as it should be; another is missing, or something else altogether. */
export function wildRequests(
  path: string,
  { parameters = [], requestBody }: Operation,
  words: Words,
): Arbitrary<WildRequest> {
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema
  const within = (place: string) => parameters.filter((one) => one.in === place)
  const inPath = Object.fromEntries(
    within('path').map(({ name, schema }) => [name, arbitraryOf({ ...schema, minLength: 1 }, words, name)]),
  )
  const inQuery = Object.fromEntries(
    within('query').map(({ name, schema }) => [
      name,
      fc.option(fc.oneof(arbitraryOf(schema, words, name), fc.string()), { nil: undefined }),
    ]),
  )
  return fc
    .record({
      path: fc.record(inPath).map((given) => filled(path, given)),
      query: fc.record(inQuery).map(queryOf),
      lastEventId: fc.option(fc.oneof(fc.nat(9).map(String), fc.stringMatching(/^[\w-]{1,20}$/)), {
        nil: undefined,
      }),
      body: schema === undefined ? fc.constant(undefined) : wildBody(schema, words),
    })
    .map(({ path: at, query, lastEventId, body }) => ({
      ...{ path: at + query, body },
      headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
    }))
}

const filled = (path: string, given: Readonly<Record<string, unknown>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(given[name])))

const queryOf = (given: Readonly<Record<string, unknown>>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(given)) if (value !== undefined) query.set(name, String(value))
  return query.size === 0 ? '' : `?${query}`
}

function wildBody(schema: Schema, words: Words): Arbitrary<string> {
  const fit = arbitraryOf(schema, words)
  const fields = Object.keys(schema.properties ?? {})
  const wrong = fc
    .tuple(fit, fc.constantFrom('extra', ...fields), fc.option(notText, { nil: undefined }))
    .map(([body, field, value]) => ({ ...(body as object), [field]: value }))
  return fc.oneof(
    { weight: 6, arbitrary: fit.map((body) => JSON.stringify(body)) },
    { weight: 3, arbitrary: wrong.map((body) => JSON.stringify(body)) },
    { weight: 1, arbitrary: fc.oneof(fc.string(), fc.json()) },
  )
}

const notText = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.integer()), fc.object())

/** What fits a schema; a field of `words` is one of them. */
function arbitraryOf(schema: Schema, words: Words, field = ''): Arbitrary<unknown> {
  const named = words[field]
  if (named !== undefined) return named
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => arbitraryOf(one, words)))
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type: string) => arbitraryOf({ ...schema, type }, words)))
  switch (schema.type) {
    case 'object': {
      const all = Object.entries(schema.properties ?? {})
      return fc.record(Object.fromEntries(all.map(([name, one]) => [name, arbitraryOf(one, words, name)])), {
        requiredKeys: [...(schema.required ?? [])],
      })
    }
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}, words, field), {
        ...{ minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 5, 5) },
      })
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -100, max: Math.min(schema.maximum ?? 10_000, 10_000) })
    case 'number':
      return fc.double({ min: schema.minimum ?? 0.01, max: schema.maximum ?? 100, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return textOf(schema)
  }
}

function textOf({ format, minLength = 0, maxLength = 200 }: Schema): Arbitrary<string> {
  if (format === 'uuid') return fc.uuid()
  if (format === 'uri') return fc.webUrl()
  return fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 200) })
}
