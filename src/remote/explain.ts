import * as z from 'zod/mini'
import { ok } from '../lib/result.ts'
import type { Explanation, PaneEvidence } from '../workers/state/explanation.ts'
import type { WorkerResult } from '../workers/verbs.ts'
import type { Named } from '../workers/whom.ts'
import { workerPath } from './path.ts'
import { maybe, maybeMoment, maybeNumber, maybeWords, moment } from './read/fields.ts'
import { worker } from './read/worker.ts'
import type { Wire } from './wire.ts'

const agentActivity = z.enum(['working', 'waiting', 'idle', 'limited', 'login-needed'])
const kept = maybe(z.object({ text: z.string(), at: maybeMoment }))
const text = z.optional(z.string())

const screen = z.object({
  rulesVersion: z.string(),
  verdict: z.object({
    kind: z.enum([
      ...(['ready', 'half-typed', 'working', 'waiting', 'limited'] as const),
      ...(['login-needed', 'onboarding', 'failed', 'unknown'] as const),
    ]),
    ...{ rule: z.string(), text, typed: text, resetsAt: text },
  }),
  isSettled: z.boolean(),
  change: maybe(z.object({ activity: agentActivity, by: z.string(), text })),
  hooksMiss: z.array(z.enum(['ready', 'interrupted', 'denied', 'answered', 'failed'])),
})

/** As `present/explain.ts` writes it. */
const explained = z.object({
  ...{ worker, isUnattended: maybe(z.boolean()), title: maybeWords, isReached: z.boolean() },
  // A server of before doesn't say.
  isMadeWithoutLogin: z._default(z.boolean(), false),
  said: maybe(
    z.object({
      ...{ activity: agentActivity, since: moment, by: z.string(), hasNews: z.boolean(), text: maybeWords },
    }),
  ),
  ...{ programExitCode: maybeNumber, programEndedAt: maybeMoment },
  news: maybe(z.object({ at: moment, isSeen: z.boolean() })),
  ...{ screen: maybe(screen), prompt: kept, answer: kept },
})

export async function explainWorker(
  wire: Wire,
  input: Named & { readonly signal?: AbortSignal | undefined },
): WorkerResult<Explanation> {
  const asked = { method: 'GET', path: workerPath(input, 'explain'), signal: input.signal } as const
  const found = await wire.ask(asked, explained)
  if (!found.ok) return found
  const { said, programExitCode, programEndedAt, news, isReached, ...rest } = found.value
  const pane: PaneEvidence = { said, exitCode: programExitCode, endedAt: programEndedAt, news }
  return ok({ ...rest, screen: screenOf(rest.screen), pane: isReached ? pane : undefined })
}

/** Without the texts that there aren't. */
function screenOf(given: z.output<typeof explained>['screen']): Explanation['screen'] {
  if (given === undefined) return undefined
  const { kind, rule, ...texts } = given.verdict
  const said = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined))
  return { ...given, verdict: { kind, rule, ...said } }
}
