import { expect, test } from 'vitest'
import { z } from 'zod'
import type { ServerContext } from './context.ts'
import { routesOf } from './routes.ts'
import { socketRoutesOf } from './sockets/sockets.ts'

interface Schema {
  readonly description?: string
  readonly properties?: Readonly<Record<string, Schema>>
}

// Nothing is asked of a server here: routes are records.
const context = {} as ServerContext
const asked = [
  ...routesOf(context).flatMap(({ path, body, query }) => [
    { path, asked: body },
    { path, asked: query },
  ]),
  ...socketRoutesOf(context).map(({ path, query }) => ({ path, asked: query })),
].flatMap(({ path, asked: schema }) => (schema === undefined ? [] : [{ path, schema }]))

/** The names of fields of which nothing is said, also within others. */
const unsaid = ({ properties = {} }: Schema): readonly string[] =>
  Object.entries(properties).flatMap(([name, field]) => [
    ...(field.description === undefined ? [name] : []),
    ...unsaid(field),
  ])

test.each(asked)('says of each field that $path takes what it is', ({ schema }) => {
  expect(unsaid(z.toJSONSchema(schema, { io: 'input' }) as Schema)).toEqual([])
})

test('lists what a program may ask for, WebSockets and the way in, too', () => {
  const paths = [...routesOf(context), ...socketRoutesOf(context)].map(({ path }) => path)
  expect(paths).toEqual(
    expect.arrayContaining(['/login', '/tasks/:id/stream', '/workers/:name/terminal', '/agents']),
  )
})
