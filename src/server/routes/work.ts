import { fail, ok } from '../../lib/result.ts'
import { failureJson } from '../../present/failure.ts'
import { workerJson } from '../../present/worker.ts'
import type { WorkerResult } from '../../workers/verbs.ts'
import type { ServerContext } from '../context.ts'
import { byteStream } from '../events/byte-stream.ts'
import { toldStream } from '../events/told-stream.ts'
import { type Answering, type Route, route } from '../route.ts'
import {
  alive,
  bundling,
  changed,
  diffing,
  environment,
  gathered,
  gathering,
  logging,
  summed,
} from '../schemas/work.ts'
import { seen } from '../schemas/worker.ts'
import { namedIn, whomOf } from '../whom.ts'

/** At once: whoever takes one slowly keeps it at work. */
export const mostBundles = 8

const bundleType = 'application/x-git-bundle'

const bytes = {
  200: {
    summary: 'Server-sent events: data (base64), caught-up, and end or refused',
    contentType: 'text/event-stream',
  },
} as const

/** What a worker printed, what it changed, and how it is. */
export const workRoutes = (context: ServerContext): readonly Route[] => {
  const { workers } = context
  let bundlesAtWork = 0
  return [
    route({
      ...{ method: 'GET', path: '/workers/:name/logs', query: logging, answers: bytes },
      summary: 'What a worker’s window printed, also after its end, and what it goes on to print',
      handle: (call) =>
        told(context, (onData, onCaughtUp, signal) => {
          const { window, follow } = call.query
          const input = { ...namedIn(call), window, isFollowed: follow === 'yes' }
          return workers.logs({ ...input, onData, onCaughtUp, signal })
        }),
    }),
    route({
      ...{ method: 'GET', path: '/workers/:name/diff', query: diffing, answers: bytes },
      summary: 'A worker’s work as a patch, or in numbers, as its git writes it',
      handle: (call) =>
        told(context, (onData, _, signal) =>
          workers.diff({ ...namedIn(call), form: call.query.form, onData, signal }),
        ),
    }),
    route({
      ...{ method: 'GET', path: '/workers/:name/diff-summary' },
      summary: 'Which files a worker’s work changes, and its commits',
      answers: { 200: { summary: 'They', schema: summed } },
      handle: ({ params }) => answer(workers.diffSummary({ name: params['name'] ?? '' })),
    }),
    route({
      ...{ method: 'POST', path: '/workers/:name/gather', body: gathering, query: seen },
      summary:
        'Commit onto a worker’s branch what was left, unless the branch could not come to a repository',
      answers: { 200: { summary: 'Where the branch is', schema: gathered } },
      handle: ({ body: { name, email, message, existing, pulled, heldAt }, ...call }) => {
        const atHome = { existing, pulled, heldAt }
        const { signal } = call.request
        return answer(workers.gather({ ...namedIn(call), atHome, person: { name, email }, message, signal }))
      },
    }),
    route({
      ...{ method: 'GET', path: '/workers/:name/bundle', query: bundling },
      summary: 'A worker’s branch as a git bundle, without what lies behind commits that are known',
      answers: { 200: { summary: 'The bundle. A worker wrote it', contentType: bundleType } },
      handle: async (call) => {
        if (bundlesAtWork >= mostBundles)
          return fail({ reason: 'too-many-bundles', limit: mostBundles, retryAfterS: 5 })
        const asked = { contentType: bundleType, signal: call.request.signal, log: context.log }
        return byteStream(asked, async (to, signal) => {
          bundlesAtWork += 1
          try {
            return await workers.bundle({ ...namedIn(call), known: call.query.known, to, signal })
          } finally {
            bundlesAtWork -= 1
          }
        })
      },
    }),
    route({
      ...{ method: 'GET', path: '/workers/:name/changes', query: seen },
      summary: 'What was changed in a worker’s workspace, as far as a person reads it',
      answers: { 200: { summary: 'It', schema: changed } },
      handle: (call) => answer(workers.changes(namedIn(call))),
    }),
    route({
      ...{ method: 'GET', path: '/workers/:name/environment', query: seen },
      summary: 'What a worker’s programs find in their environment, without secrets',
      answers: { 200: { summary: 'By name', schema: environment } },
      handle: async (call) => {
        const variables = await workers.environment(whomOf(call))
        return variables.ok ? ok(Response.json({ version: 1, variables: variables.value })) : variables
      },
    }),
    route({
      ...{ method: 'GET', path: '/workers/:name/health' },
      summary: 'Whether a worker’s tmux answers, and what the worker uses',
      answers: { 200: { summary: 'How it is', schema: alive } },
      handle: async ({ params }) => {
        const found = await workers.health({ names: [params['name'] ?? ''] })
        const [one] = found.ok ? found.value : []
        if (!found.ok) return found
        if (one === undefined) return fail({ reason: 'no-workers' })
        return ok(Response.json({ version: 1, ...one, worker: workerJson(one.worker) }))
      },
    }),
  ]
}

async function answer(asked: WorkerResult<object>): Answering {
  const answered = await asked
  return answered.ok ? ok(Response.json({ version: 1, ...answered.value })) : answered
}

type Telling = (
  onData: (chunk: Buffer) => void,
  onCaughtUp: () => void,
  signal: AbortSignal,
) => WorkerResult<void>

/** Bytes as they come. */
const told = (context: ServerContext, tell: Telling): Answering =>
  toldStream(context, async (say, signal) => {
    const done = await tell(
      (chunk) => say('data', { base64: chunk.toString('base64') }),
      () => say('caught-up', {}),
      signal,
    )
    if (!signal.aborted) say(done.ok ? 'end' : 'refused', done.ok ? {} : failureJson(done.failure))
  })
