import { ok } from '../../lib/result.ts'
import { workerJson, workersJson } from '../../present/worker.ts'
import type { ServerContext } from '../context.ts'
import { type Route, route } from '../route.ts'
import { captured, looking, oneWorker, sending, sent, someWorkers } from '../schemas/worker.ts'

/** The fleet, in the same words as `hal workers` has it. */
export const workerRoutes = ({ workers }: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'GET', path: '/workers' },
    summary: 'All workers of this hal’s owner',
    answers: { 200: { summary: 'All', schema: someWorkers } },
    handle: async () => {
      const listed = await workers.list()
      return listed.ok ? ok(Response.json(workersJson(listed.value))) : listed
    },
  }),
  route({
    ...{ method: 'GET', path: '/workers/:name' },
    summary: 'A worker, and what it does now. The beginning of a name is enough',
    answers: { 200: { summary: 'It', schema: oneWorker } },
    handle: async ({ params }) => {
      const found = await workers.inspect(params['name'] ?? '')
      return found.ok ? ok(Response.json({ version: 1, worker: workerJson(found.value) })) : found
    },
  }),
  route({
    ...{ method: 'POST', path: '/workers/:name/send', body: sending },
    summary:
      'Type text or keys into a window; to an agent a text is a prompt, and it is proved that it was taken',
    answers: { 200: { summary: 'It is there', schema: sent } },
    handle: async ({ params, body: { enter, clear, ...given } }) => {
      const done = await workers.send({
        ...{
          ...given,
          name: params['name'] ?? '',
          isEnterLeftOut: !enter,
          draft: clear ? 'clear' : 'refuse',
        },
      })
      if (!done.ok) return done
      const { proof } = done.value
      return ok(Response.json({ version: 1, ...done.value, ...(proof && { outcome: 'submitted' }) }))
    },
  }),
  route({
    ...{ method: 'GET', path: '/workers/:name/capture', query: looking },
    summary: 'What a window shows, with as many lines of its history as are asked for',
    answers: { 200: { summary: 'Its text', schema: captured } },
    handle: async ({ params, query: { window, lines } }) => {
      const shown = await workers.capture({ name: params['name'] ?? '', window, lines })
      return shown.ok ? ok(Response.json({ version: 1, ...shown.value })) : shown
    },
  }),
]
