import { setTimeout as after } from 'node:timers/promises'
import type { PromptBox } from '../../agents/prompt-box.ts'
import { isJustTaken, isNewQuestion } from '../../agents/screen/judge.ts'
import { type Settled, settle } from '../../agents/screen/settle.ts'
import { cutToBytes } from '../../agents/screen/take-text.ts'
import { takesPrompt } from '../../agents/screen/takes-prompt.ts'
import type { Verdict } from '../../agents/screen/verdict.ts'
import { fail, ok } from '../../lib/result.ts'
import type { SaidActivity } from '../../tmux/activity.ts'
import type { ControlClient } from '../../tmux/control-client.ts'
import { sendKeys } from '../../tmux/keys.ts'
import { readMainPane } from '../../tmux/main-pane.ts'
import type { WorkerResult } from '../verbs.ts'
import type { AgentEye } from './agent-eye.ts'
import { DraftCare } from './draft-care.ts'

/** An agent before its prompt box, with the turn of whoever sends. */
export interface Seat {
  readonly name: string
  readonly agent: string
  readonly client: ControlClient
  readonly paneId: string
  readonly eye: AgentEye
  readonly box: PromptBox
  readonly signal: AbortSignal
}

/** The slowest takes six seconds to draw its box, on a machine that does nothing else. */
const patienceMs = 45_000
/** Several that start at once, on a machine with little to spare, draw nothing at all for longer than that. */
const blankPatienceMs = 150_000
const betweenLooksMs = 120

/** Waits until the agent can be typed to, as one that has just started can't; clears what others left in the box where that is wanted. */
export async function awaitPromptBox(
  seat: Seat,
  { draft, isQueued }: { readonly draft: 'refuse' | 'clear'; readonly isQueued: boolean },
): WorkerResult<{ readonly isWorking: boolean }> {
  const { name, agent, client, paneId, eye, box, signal } = seat
  const startedMs = performance.now()
  let until = startedMs + patienceMs
  const care = new DraftCare(draft)
  let seen: Settled | undefined
  let seenAtMs = 0
  for (;;) {
    const look = await eye.read()
    if (!look.ok) return look
    const verdict: Verdict = look.value ?? { kind: 'unknown', rule: 'none' }
    seen = settle(seen, verdict, performance.now() - seenAtMs)
    seenAtMs = performance.now()
    const said = await saidBy(client)
    const saidMsAgo = said === undefined ? 0 : Date.now() - said.since.getTime()
    if (isBlocking(verdict)) return blocked(seat, verdict, said)
    // A dialog that hal can't read, or that is not drawn yet: the hook's word counts.
    if (
      said !== undefined &&
      isAsking(said.activity) &&
      (verdict.kind === 'unknown' || isNewQuestion(said, saidMsAgo))
    )
      return fail({ reason: 'prompt-blocked', name, agent, activity: said.activity, question: said.text })
    // What it has just taken goes out of the box by itself.
    const typed = isJustTaken(said, verdict, saidMsAgo) ? undefined : inBox(verdict)
    const todo = care.next(typed, performance.now())
    if (todo === 'dirty') return dirty(seat, typed)
    if (todo === 'press') {
      const lines = typed?.split('\n') ?? []
      const pressed = await sendKeys(
        client,
        paneId,
        lines.flatMap(() => box.clear),
      )
      if (!pressed.ok) return pressed
    }
    if (todo === 'none') {
      const takes = takesPrompt(said, seen, saidMsAgo)
      if (takes === 'at-rest' || (takes === 'at-work' && isQueued))
        return ok({ isWorking: takes === 'at-work' })
    }
    if (verdict.kind === 'unknown') {
      const pane = await readMainPane(client)
      if (pane.ok && pane.value?.paneId === paneId && pane.value.exitCode !== undefined)
        return fail({ reason: 'agent-ended', name, exitCode: pane.value.exitCode })
    }
    const now = performance.now()
    // However long it works: that is what its own time limits are for.
    if (verdict.kind === 'working' || isStarting(verdict, now - startedMs)) until = now + patienceMs
    if (signal.aborted) return fail({ reason: 'cancelled', what: 'prompt' })
    if (now > until)
      return typed === undefined || typed === ''
        ? fail({ reason: 'prompt-stalled', name, why: 'no-box' })
        : dirty(seat, typed)
    await after(betweenLooksMs)
  }
}

/** `''` where the box is there, and empty. */
const inBox = ({ kind, typed }: Verdict): string | undefined => typed ?? (kind === 'ready' ? '' : undefined)

const dirty = ({ name }: Seat, typed = '') =>
  fail({ reason: 'prompt-dirty', name, typed: cutToBytes(typed) } as const)

const isStarting = ({ rule }: Verdict, sinceMs: number): boolean =>
  rule === 'blank' && sinceMs < blankPatienceMs - patienceMs

const isBlocking = ({ kind }: Verdict): boolean =>
  kind === 'waiting' || kind === 'onboarding' || kind === 'limited' || kind === 'login-needed'

type Asking = 'waiting' | 'limited' | 'login-needed'

const isAsking = (activity: SaidActivity['activity']): activity is Asking =>
  activity === 'waiting' || activity === 'limited' || activity === 'login-needed'

async function saidBy(client: ControlClient): Promise<SaidActivity | undefined> {
  const pane = await readMainPane(client)
  return pane.ok ? pane.value?.said : undefined
}

/** The hook's question is whole; the screen's is what fits there. */
function blocked({ name, agent }: Seat, { kind, text }: Verdict, said: SaidActivity | undefined) {
  const activity = kind === 'limited' || kind === 'login-needed' ? kind : 'waiting'
  const question = said?.activity === activity ? (said.text ?? text) : text
  return fail({ reason: 'prompt-blocked', name, agent, activity, question } as const)
}
