import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ServerContext } from '../../src/server/context.ts'
import { openApi } from '../../src/server/openapi.ts'
import { routesOf } from '../../src/server/routes.ts'
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
}

interface Operation {
  readonly summary: string
  readonly security: readonly object[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[]
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
  return `${head}\n\n${sections.join('\n\n')}\n`
}

const head = `# The server's routes

Generated from the records that [\`hal serve\`](../server.md) runs on; \`/openapi.json\` of a server says the same to programs. A body that is refused is \`{"error", "details", "timestamp"}\`, of any route.`

function section(
  title: string,
  { summary, security, parameters = [], requestBody, responses }: Operation,
): string {
  const asked = parameters.filter((one) => one.in === 'query')
  const body = Object.values(requestBody?.content ?? {})[0]?.schema
  return [
    `## ${title}`,
    `${summary}.${security.length === 0 ? ' Needs no secret.' : ''}`,
    ...(asked.length === 0
      ? []
      : [
          fields(
            'in the query',
            asked.map(({ name, schema }) => [name, schema, false]),
          ),
        ]),
    ...(body?.properties === undefined
      ? []
      : [
          fields(
            'in the body',
            Object.entries(body.properties).map(([name, schema]) => [
              name,
              schema,
              body.required?.includes(name) === true && schema.default === undefined,
            ]),
          ),
        ]),
    table(
      ['status', 'what it means', 'what comes'],
      Object.entries(responses)
        .filter(([status]) => status !== 'default')
        .map(([status, { description, content = {} }]) => [status, description, comes(content)]),
    ),
  ].join('\n\n')
}

const fields = (
  where: string,
  all: readonly (readonly [name: string, schema: Schema, isNeeded: boolean])[],
): string =>
  table(
    [where, 'what it is', ''],
    all.map(([name, schema, isNeeded]) => [
      code(name),
      kind(schema),
      isNeeded
        ? 'needed'
        : schema.default === undefined
          ? ''
          : `else ${code(JSON.stringify(schema.default))}`,
    ]),
  )

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
