import { z } from 'zod'
import { ok } from '../../lib/result.ts'
import type { TaskStatus } from '../../tasks/task.ts'
import type { ServerContext } from '../context.ts'
import { openApi } from '../openapi.ts'
import { type Route, route } from '../route.ts'

/** What the server says of itself, and of these routes. */
export function ownRoutes(
  { tasks, metrics, feeds, version }: ServerContext,
  others: readonly Route[],
): readonly Route[] {
  const own: readonly Route[] = [
    route({
      ...{ method: 'GET', path: '/openapi.json' },
      summary: 'This description',
      answers: { 200: { summary: 'An OpenAPI document', schema: z.looseObject({ openapi: z.string() }) } },
      handle: async () => ok(Response.json(openApi([...others, ...own], version))),
    }),
    route({
      ...{ method: 'GET', path: '/metrics' },
      summary: 'Numbers for Prometheus',
      answers: { 200: { summary: 'They', contentType: 'text/plain' } },
      handle: async () => {
        const all = await tasks.list()
        if (!all.ok) return all
        const counts = new Map<TaskStatus, number>(statuses.map((status) => [status, 0]))
        for (const { state } of all.value) counts.set(state.status, (counts.get(state.status) ?? 0) + 1)
        return ok(
          new Response(metrics.text(counts, { atWork: feeds.atWork }), {
            headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
          }),
        )
      },
    }),
  ]
  return own
}

const statuses: readonly TaskStatus[] = [
  'pending',
  'running',
  'waiting_input',
  'completed',
  'failed',
  'cancelled',
]
