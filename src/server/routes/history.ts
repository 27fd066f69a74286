import type { z } from 'zod'
import { ok } from '../../lib/result.ts'
import { historyJson } from '../../present/history.ts'
import type { ServerContext } from '../context.ts'
import { type Answering, type Route, route } from '../route.ts'
import { someHistory, whatHistory } from '../schemas/history.ts'

/** What became of workers, in the same words as `hal workers history --json`. */
export const historyRoutes = ({ workers }: ServerContext): readonly Route[] => {
  const tell = async (
    name: string | undefined,
    { since, limit }: z.output<typeof whatHistory>,
  ): Answering => {
    const told = await workers.history({
      ...{ name, limit },
      since: since === undefined ? undefined : new Date(since),
    })
    return told.ok ? ok(Response.json(historyJson(told.value))) : told
  }
  const answers = { 200: { summary: 'It, the latest last', schema: someHistory } }
  return [
    route({
      ...{ method: 'GET', path: '/history', query: whatHistory, answers },
      summary: 'What became of workers and their agents, also of those that are removed',
      handle: ({ query }) => tell(undefined, query),
    }),
    route({
      ...{ method: 'GET', path: '/workers/:name/history', query: whatHistory, answers },
      summary: 'The same of workers that have, or had, this name. Its beginning is enough',
      handle: ({ params, query }) => tell(params['name'] ?? '', query),
    }),
  ]
}
