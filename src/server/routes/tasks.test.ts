import { expect, test } from 'vitest'
import { ok } from '../../lib/result.ts'
import type { ServerContext } from '../context.ts'
import { taskRoutes } from './tasks.ts'

const kept = ['completed', 'failed', 'completed'].map((status, at) => ({ id: `${at}`, state: { status } }))
const context = { tasks: { list: async () => ok(kept) } } as unknown as ServerContext
const route = taskRoutes(context).find(({ method, path }) => method === 'GET' && path === '/tasks')
const ask = (query: string) =>
  route?.run({
    request: new Request(`http://localhost/tasks?form=facts${query}`),
    ...{ params: {}, client: '', traceparent: undefined },
  })

test.each([
  ['', ['0', '1', '2']],
  ['&status=completed', ['0', '2']],
  ['&status=running', []],
])('of all tasks, %j lists %j', async (query, ids) => {
  const answered = await ask(query)
  const { tasks } = answered?.ok
    ? ((await answered.value.json()) as { tasks: { id: string }[] })
    : { tasks: [] }
  expect(tasks.map(({ id }) => id)).toEqual(ids)
})

test('a status that no task has is refused', async () => {
  expect(await ask('&status=foo')).toMatchObject({
    ok: false,
    failure: { reason: 'wrong-request', field: 'status' },
  })
})
