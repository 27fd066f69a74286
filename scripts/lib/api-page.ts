import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ServerContext } from '../../src/server/context.ts'
import { openApi } from '../../src/server/openapi.ts'
import { routesOf } from '../../src/server/routes.ts'
import { refused } from '../../src/server/schemas/refusal.ts'
import type { SocketRoute } from '../../src/server/sockets/socket-route.ts'
import { socketRoutesOf } from '../../src/server/sockets/sockets.ts'
import { code, table } from './markdown.ts'

interface Schema {
  readonly type?: string
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly default?: unknown
  readonly description?: string
}

interface Operation {
  readonly summary: string
  readonly security: readonly object[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly schema: Schema
  }[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>

/** What /openapi.json says of a server, for people. */
export function apiPage(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  // Nothing is asked of a server here: routes are records.
  const routes = routesOf({} as ServerContext)
  const { paths } = openApi(routes, version) as {
    paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  }
  const sections = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) =>
      section(`${method.toUpperCase()} ${path}`, operation),
    ),
  )
  const sockets = socketRoutesOf({} as ServerContext).map(socketSection)
  return `${[head, ...sections, socketsHead, ...sockets].join('\n\n')}\n`
}

const head = `# The server's routes

Generated from the records that [\`hal serve\`](../server.md) runs on; \`/openapi.json\` of a server says the same to programs. What is refused, of any route, is answered with ${Object.keys(refused.shape).map(code).join(', ')}: [what they are](../server.md#refusals).`

const socketsHead = `# Its WebSockets

A request to upgrade is answered as any other, until it is one: with a refusal, too.`

function section(
  title: string,
  { summary, security, parameters = [], requestBody, responses }: Operation,
): string {
  const asked = parameters.filter((one) => one.in === 'query')
  const body = Object.values(requestBody?.content ?? {})[0]?.schema
  return [
    `## ${title}`,
    `${summary}.${security.length === 0 ? ' Needs no secret.' : ''}`,
    ...tableOf(
      'in the query',
      asked.map(({ name, schema, required = false }) => ({ name, schema, isNeeded: required })),
    ),
    ...tableOf('in the body', body === undefined ? [] : fieldsOf(body)),
    table(
      ['status', 'what it means', 'what comes'],
      Object.entries(responses)
        .filter(([status]) => status !== 'default')
        .map(([status, { description, content = {} }]) => [status, description, comes(content)]),
    ),
  ].join('\n\n')
}

const socketSection = ({ path, summary, query }: SocketRoute): string =>
  [
    `## WebSocket ${path.replaceAll(/:(\w+)/g, '{$1}')}`,
    `${summary}.`,
    ...tableOf(
      'in the query',
      query === undefined ? [] : fieldsOf(z.toJSONSchema(query, { io: 'input' }) as Schema),
    ),
  ].join('\n\n')

interface Field {
  readonly name: string
  readonly schema: Schema
  readonly isNeeded: boolean
}

/** Those of an object that is in it follow it: `model_config.model`. */
const fieldsOf = ({ properties = {}, required = [] }: Schema, within = ''): readonly Field[] =>
  Object.entries(properties).flatMap(([name, schema]) => [
    {
      name: `${within}${name}`,
      schema,
      isNeeded: required.includes(name) && schema.default === undefined,
    },
    ...fieldsOf(schema, `${within}${name}.`),
  ])

const tableOf = (where: string, fields: readonly Field[]): readonly string[] =>
  fields.length === 0
    ? []
    : [
        table(
          [where, 'what it is', '', ''],
          fields.map(({ name, schema, isNeeded }) => [
            code(name),
            kind(schema),
            isNeeded
              ? 'needed'
              : schema.default === undefined
                ? ''
                : `else ${code(JSON.stringify(schema.default))}`,
            schema.description ?? '',
          ]),
        ),
      ]

const comes = (content: Content): string =>
  Object.entries(content)
    .map(([type, { schema }]) =>
      type === 'application/json' && schema.properties !== undefined
        ? Object.keys(schema.properties).map(code).join(', ')
        : code(type),
    )
    .join('; ')

function kind(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => code(String(value))).join(', ')
  if (schema.const !== undefined) return code(String(schema.const))
  if (schema.anyOf !== undefined) return schema.anyOf.map(kind).join(' or ')
  if (schema.type === 'array') return `a list of: ${kind(schema.items ?? {})}`
  return [schema.type ?? 'anything', ...(schema.format === undefined ? [] : [schema.format])].join(', ')
}
