import { ok } from '../../lib/result.ts'
import { sentenceOf } from '../../present/failure.ts'
import { startWarnings } from '../../present/outcome.ts'
import { workerJson } from '../../present/worker.ts'
import type { ServerContext } from '../context.ts'
import { type Route, route } from '../route.ts'
import { done, newWorker, started } from '../schemas/life.ts'
import { workspaceOf } from '../workspace.ts'

const summaries = {
  stop: 'End a worker, with all that runs in it; its files stay',
  restart: 'End a worker and start it again, or start again one that has ended',
  freeze: 'Stop the clock for all that runs in a worker',
  thaw: 'Let a frozen worker go on',
}
const verbs = ['stop', 'restart', 'freeze', 'thaw'] as const

/** How workers begin and end. None is removed here: what it holds may be nowhere else. */
export const lifeRoutes = ({ workers, workspace }: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'POST', path: '/workers', body: newWorker },
    summary: 'Start a worker, or start one of that name again that has ended',
    answers: { 201: { summary: 'It is ready', schema: started } },
    handle: async ({ body: { unattended, ...wish } }) => {
      const folder = await workspaceOf(workspace, wish.workspace)
      if (!folder.ok) return folder
      const begun = await workers.start({ ...wish, workspace: folder.value, isUnattended: unattended })
      if (!begun.ok) return begun
      const [outcome] = begun.value
      if (outcome === undefined) throw new Error('one worker was asked for, and none was answered for')
      if (!outcome.ok) return outcome
      const { prompt } = outcome
      const unread = prompt === undefined || prompt.ok ? [] : [sentenceOf(prompt.failure).what]
      const warnings = [...startWarnings(outcome), ...unread]
      return ok(Response.json({ version: 1, worker: workerJson(outcome.value), warnings }, { status: 201 }))
    },
  }),
  ...verbs.map((verb) =>
    route({
      ...{ method: 'POST', path: `/workers/:name/${verb}` },
      summary: summaries[verb],
      answers: { 200: { summary: 'It is so', schema: done } },
      handle: async ({ params }) => {
        const [outcome] = await workers[verb]([params['name'] ?? ''])
        if (outcome === undefined) throw new Error('one worker was named, and none was answered for')
        return outcome.ok ? ok(Response.json({ version: 1, worker: outcome.name })) : outcome
      },
    }),
  ),
]
