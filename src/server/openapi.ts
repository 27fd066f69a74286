import { z } from 'zod'
import { isOptional } from './read-request.ts'
import type { Route } from './route.ts'
import { problem, refused } from './schemas/refusal.ts'

/** What the routes are, for programs: https://spec.openapis.org/oas/v3.1.1.html */
export const openApi = (routes: readonly Route[], version: string): object => ({
  openapi: '3.1.1',
  info: { title: 'hal', version },
  components: {
    securitySchemes: { secret: { type: 'http', scheme: 'bearer' } },
    schemas: { Refused: schemaOf(refused, 'output'), Problem: schemaOf(problem, 'output') },
  },
  paths: Object.fromEntries(
    Map.groupBy(routes, ({ path }) => path.replaceAll(/:(\w+)/g, '{$1}'))
      .entries()
      .map(([path, all]) => [
        path,
        Object.fromEntries(all.map((one) => [one.method.toLowerCase(), operationOf(one)])),
      ]),
  ),
})

function operationOf({ summary, path, body, query, answers, isOpen, isProblem }: Route): object {
  const parameters = [...parametersOf(path), ...queryParametersOf(query)]
  const refusal = {
    description: 'It is refused',
    content: {
      ...jsonOf({ $ref: '#/components/schemas/Refused' }),
      ...(isProblem === true
        ? { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
        : {}),
    },
  }
  return {
    summary,
    // `{}`: a server without a secret asks for none.
    security: isOpen === true ? [] : [{}, { secret: [] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: !isOptional(body), content: jsonOf(schemaOf(body, 'input')) } }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, responseOf(answer)])),
      default: refusal,
    },
  }
}

const parametersOf = (path: string): readonly object[] =>
  [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    ...{ name, in: 'path', required: true, schema: { type: 'string' } },
  }))

const queryParametersOf = (query: Route['query']): readonly object[] =>
  Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    ...{ name, in: 'query', required: false, schema: schemaOf(schema as z.ZodType, 'output') },
  }))

const responseOf = ({ summary, schema, contentType }: Route['answers'][number]): object => ({
  description: summary,
  ...(schema === undefined ? {} : { content: jsonOf(schemaOf(schema, 'output')) }),
  ...(contentType === undefined ? {} : { content: { [contentType]: { schema: { type: 'string' } } } }),
})

const jsonOf = (schema: object): object => ({ 'application/json': { schema } })

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      // What its format says, once more and in 300 characters.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
    },
  })
  return rest
}
