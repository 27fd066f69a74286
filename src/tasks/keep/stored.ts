import * as z from 'zod/mini'
import { talkKinds } from '../../agents/talk.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'

// What a store keeps of tasks, in the shape in which it comes back: a newer hal's, or a damaged one, is told from one's own. What a newer
// one keeps besides stays.

const text = z.string()
const number = z.number()
const maybe = z.exactOptional
/** JSON has no dates. */
const date = z.pipe(
  z.iso.datetime(),
  z.transform((at) => new Date(at)),
)

const wish = z.looseObject({
  ...{ prompt: text, agent: text, image: maybe(text), profile: maybe(text), workspace: maybe(text) },
  cwd: maybe(text),
  ...{ branch: maybe(text), worker: maybe(text), timeoutMs: maybe(number), retryOf: maybe(text) },
  ...{ priority: maybe(number), maxTurns: maybe(number), talk: maybe(z.enum(talkKinds)) },
})

const usage = z.looseObject({
  ...{ inputTokens: number, outputTokens: number, cachedTokens: number, costUsd: maybe(number) },
})

const completion = {
  ...{ answer: text, usage: maybe(usage), filesModified: maybe(z.array(text)) },
  ...{ editsTold: maybe(number), exitCodes: z.array(number) },
}

const errorKinds = ['limit', 'login', 'refused', 'other'] as const

/** Its reason is one of many, and who says its sentence knows which. */
const workerFailure = z.custom<WorkerFailure>(
  (value) => typeof value === 'object' && value !== null && 'reason' in value,
)

const trouble = z.discriminatedUnion('reason', [
  z.looseObject({ reason: z.enum(errorKinds), message: text, resetsAt: maybe(text) }),
  z.looseObject({ reason: z.enum(['no-end', 'exit']), message: text }),
  z.looseObject({ reason: z.literal('timed-out'), afterMs: number }),
  z.looseObject({ reason: z.literal('silent'), forMs: number }),
  z.looseObject({ reason: z.literal('turns'), most: number }),
  z.looseObject({ reason: z.literal('interrupted') }),
  z.looseObject({ reason: z.literal('no-worker'), failure: workerFailure }),
])

const question = {
  ...{ id: text, title: text, about: z._default(text, ''), input: z.unknown() },
  options: z.array(
    z.looseObject({
      ...{ id: text, name: text },
      kind: z.enum(['allow_once', 'allow_always', 'reject_once', 'reject_always', 'other']),
    }),
  ),
}

const state = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('pending') }),
  z.looseObject({ status: z.literal('running'), since: date }),
  z.looseObject({
    ...{ status: z.literal('waiting_input'), since: date },
    questions: z.array(z.looseObject(question)),
  }),
  z.looseObject({ status: z.literal('completed'), at: date, ...completion }),
  z.looseObject({ status: z.literal('failed'), at: date, why: trouble }),
  z.looseObject({ status: z.literal('cancelled'), at: date }),
])

export const storedFacts = z.looseObject({
  ...{ wish, state, told: number, isAdmitted: maybe(z.boolean()), isClosed: maybe(z.boolean()) },
  worker: maybe(z.looseObject({ name: text, containerId: text, guest: maybe(text) })),
  traceparent: maybe(text),
})

export const storedEvent = z.discriminatedUnion('type', [
  z.looseObject({
    at: text,
    type: z.literal('status'),
    status: z.enum(['pending', 'running', 'cancelled']),
  }),
  z.looseObject({ at: text, type: z.literal('admitted') }),
  z.looseObject({ at: text, type: z.literal('output'), text, isEnd: z.boolean() }),
  z.looseObject({ at: text, type: z.literal('thinking'), text }),
  z.looseObject({ at: text, type: z.literal('tool_call'), id: text, tool: text, input: z.unknown() }),
  z.looseObject({
    ...{ at: text, type: z.literal('tool_result'), id: text, tool: text, text, isError: z.boolean() },
    exitCode: maybe(number),
  }),
  z.looseObject({ at: text, type: z.literal('usage'), usage }),
  z.looseObject({
    ...{ at: text, type: z.literal('trouble'), kind: z.enum([...errorKinds, 'notice']), message: text },
  }),
  z.looseObject({ at: text, type: z.literal('unknown'), text }),
  z.looseObject({ at: text, type: z.literal('question'), ...question }),
  z.looseObject({ at: text, type: z.literal('answer'), question: text, option: text, open: number }),
  z.looseObject({ at: text, type: z.literal('withdrawn'), question: text, open: number }),
  z.looseObject({ at: text, type: z.literal('message'), text }),
  z.looseObject({ at: text, type: z.literal('closed') }),
  z.looseObject({ at: text, type: z.literal('unheard'), messages: number }),
  z.looseObject({ at: text, type: z.literal('cancel') }),
  z.looseObject({ at: text, type: z.literal('error'), why: trouble }),
  z.looseObject({ at: text, type: z.literal('complete'), ...completion }),
])
