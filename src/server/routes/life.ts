import { ok, type Result } from '../../lib/result.ts'
import { sentenceOf } from '../../present/failure.ts'
import { doneJson, promptJson, startWarnings } from '../../present/outcome.ts'
import { workerJson } from '../../present/worker.ts'
import type { VerbOutcome } from '../../workers/verbs.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import type { ServerContext } from '../context.ts'
import { type Route, route } from '../route.ts'
import { done, ending, newWorker, removing, started } from '../schemas/life.ts'
import { whomOf } from '../whom.ts'
import { workspaceOf } from '../workspace.ts'

const verbs = {
  start: {
    verb: 'startAgain',
    summary: 'Start a worker again that has ended, with its files; one that runs is left alone',
  },
  stop: { verb: 'stop', summary: 'End a worker, with all that runs in it; its files stay' },
  restart: { verb: 'restart', summary: 'End a worker and start it again, or start again one that has ended' },
  freeze: { verb: 'freeze', summary: 'Stop the clock for all that runs in a worker' },
  thaw: { verb: 'thaw', summary: 'Let a frozen worker go on' },
} as const

/** How workers begin and end. */
export const lifeRoutes = ({ workers, workspace }: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'POST', path: '/workers', body: newWorker },
    summary: 'Start a worker, or start one of that name again that has ended',
    answers: { 201: { summary: 'It is ready', schema: started } },
    handle: async ({ body: { unattended, ...wish } }) => {
      const isThere = wish.workspace === undefined && (await isKnown(workers, wish.name))
      const folder = isThere ? ok(undefined) : await workspaceOf(workspace, wish.workspace)
      if (!folder.ok) return folder
      const begun = await workers.start({ ...wish, workspace: folder.value, isUnattended: unattended })
      if (!begun.ok) return begun
      const [outcome] = begun.value
      if (outcome === undefined) throw new Error('one worker was asked for, and none was answered for')
      if (!outcome.ok) return outcome
      const { prompt } = outcome
      const unread = prompt === undefined || prompt.ok ? [] : [sentenceOf(prompt.failure).what]
      const warnings = [...startWarnings(outcome), ...unread]
      const { how, tookMs, imageFrom, value: worker } = outcome
      return ok(
        Response.json(
          {
            ...{ version: 1, worker: workerJson(worker), warnings, how, tookMs: Math.round(tookMs) },
            ...(imageFrom === undefined ? {} : { imageFrom }),
            ...(prompt === undefined ? {} : { prompt: promptJson(prompt) }),
          },
          { status: 201 },
        ),
      )
    },
  }),
  ...Object.entries(verbs).map(([word, { verb, summary }]) =>
    route({
      ...{ method: 'POST', path: `/workers/:name/${word}`, query: ending, summary },
      answers: { 200: { summary: 'It is so', schema: done } },
      handle: async (call) => {
        const { 'grace-ms': graceMs } = call.query
        return answerOf(await workers[verb]([whomOf(call)], graceMs === undefined ? {} : { graceMs }))
      },
    }),
  ),
  route({
    ...{ method: 'DELETE', path: '/workers/:name', query: removing },
    summary:
      'Remove a worker that has ended. One with work that is nowhere else is kept, unless that may be lost',
    answers: { 200: { summary: 'It is gone', schema: done } },
    handle: async (call) => {
      const { force, 'lose-work': lose } = call.query
      const options = { isForced: force === 'yes', mayLoseWork: lose === 'yes' }
      return answerOf(await workers.remove([whomOf(call)], options))
    },
  }),
]

function answerOf([outcome]: readonly VerbOutcome[]): Result<Response, WorkerFailure> {
  if (outcome === undefined) throw new Error('one worker was named, and none was answered for')
  return outcome.ok ? ok(Response.json({ version: 1, worker: outcome.name, ...doneJson(outcome) })) : outcome
}

/** One that is there already has its workspace, of which nothing was said. */
async function isKnown(workers: ServerContext['workers'], name: string | undefined): Promise<boolean> {
  const found = name === undefined ? undefined : await workers.find(name)
  return found?.ok === true && found.value.name === name
}
