import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { setTimeout as after } from 'node:timers/promises'
import { z } from 'zod'
import { ok } from '../../lib/result.ts'
import { type Failure, sentenceOf } from '../../present/failure.ts'
import type { ServerContext } from '../context.ts'
import { type Route, route } from '../route.ts'

/** Who asks waits for three seconds, as a rule. */
const patienceMs = 2_000

export const healthRoutes = (context: ServerContext): readonly Route[] => [
  alive('/healthz'),
  alive('/health'),
  route({
    ...{ method: 'GET', path: '/ready', isOpen: true },
    summary: 'Whether a task could be begun now: its folder, the store and the engine are looked at',
    answers: {
      200: { summary: 'It could', schema: z.object({ status: z.literal('ready') }) },
      503: {
        summary: 'It could not, and why',
        schema: z.object({ status: z.literal('not ready'), error: z.string(), timestamp: z.iso.datetime() }),
      },
    },
    handle: async () => {
      const error = await notReady(context)
      return ok(
        error === undefined
          ? Response.json({ status: 'ready' })
          : Response.json(
              { status: 'not ready', error, timestamp: new Date().toISOString() },
              { status: 503 },
            ),
      )
    },
  }),
]

const alive = (path: string): Route =>
  route({
    ...{ method: 'GET', path, isOpen: true },
    summary: 'Whether the server lives',
    answers: { 200: { summary: 'It does', schema: z.object({ status: z.literal('ok') }) } },
    handle: async () => ok(Response.json({ status: 'ok' })),
  })

/** Why no task could be begun. */
async function notReady({ workspace, tasks, checkEngine }: ServerContext): Promise<string | undefined> {
  if (workspace !== undefined && !(await isWritable(workspace))) return 'workspace not accessible'
  const store = await tasks.check()
  if (!store.ok) return words(store.failure)
  const engine = await Promise.race([checkEngine(), after(patienceMs, undefined, { ref: false })])
  if (engine === undefined) return 'the container engine takes its time'
  return engine.ok ? undefined : words(engine.failure)
}

const words = (failure: Failure): string => sentenceOf(failure).what

const isWritable = (folder: string): Promise<boolean> =>
  access(folder, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  )
