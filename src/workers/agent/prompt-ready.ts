import { setTimeout as after } from 'node:timers/promises'
import type { PromptBox } from '../../agents/prompt-box.ts'
import { isJustTaken, isNewQuestion } from '../../agents/screen/judge.ts'
import { type Settled, settle } from '../../agents/screen/settle.ts'
import { takesPrompt } from '../../agents/screen/takes-prompt.ts'
import type { Verdict } from '../../agents/screen/verdict.ts'
import { fail, ok } from '../../lib/result.ts'
import type { SaidActivity } from '../../tmux/activity.ts'
import type { ControlClient } from '../../tmux/control-client.ts'
import { sendKeys } from '../../tmux/keys.ts'
import { readMainPane } from '../../tmux/main-pane.ts'
import type { WorkerResult } from '../verbs.ts'
import type { AgentEye } from './agent-eye.ts'

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
const betweenLooksMs = 120

/** Waits until the agent can be typed to, as one that has just started can't; clears what others left in the box where that is wanted. */
export async function awaitPromptBox(
  seat: Seat,
  { draft, isQueued }: { readonly draft: 'refuse' | 'clear'; readonly isQueued: boolean },
): WorkerResult<{ readonly isWorking: boolean }> {
  const { name, agent, client, paneId, eye, box, signal } = seat
  let until = performance.now() + patienceMs
  let cleared: { readonly typed: string; readonly atMs: number } | undefined
  let clears = 0
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
    if (verdict.typed !== undefined && !isJustTaken(said, verdict, saidMsAgo)) {
      const isStill = verdict.typed === cleared?.typed
      const isInVain = cleared !== undefined && performance.now() - cleared.atMs > clearPatienceMs
      if (draft === 'refuse' || (isStill ? isInVain : clears >= mostClears(box)))
        return fail({ reason: 'prompt-dirty', name, typed: verdict.typed })
      if (!isStill) {
        clears += 1
        cleared = { typed: verdict.typed, atMs: performance.now() }
        const pressed = await sendKeys(client, paneId, [box.clear])
        if (!pressed.ok) return pressed
      }
    } else {
      const takes = takesPrompt(said, seen, saidMsAgo)
      if (takes === 'at-rest' || (takes === 'at-work' && isQueued))
        return ok({ isWorking: takes === 'at-work' })
    }
    if (verdict.kind === 'unknown') {
      const pane = await readMainPane(client)
      if (pane.ok && pane.value?.paneId === paneId && pane.value.exitCode !== undefined)
        return fail({ reason: 'agent-ended', name, exitCode: pane.value.exitCode })
    }
    // However long it works: that is what its own time limits are for.
    if (verdict.kind === 'working') until = performance.now() + patienceMs
    if (signal.aborted) return fail({ reason: 'cancelled', what: 'prompt' })
    if (performance.now() > until) return fail({ reason: 'prompt-stalled', name, why: 'no-box' })
    await after(betweenLooksMs)
  }
}

/** Some clear a line at a time. Ctrl-c clears all, and in an empty box, which may not be drawn yet, it ends the program. */
const mostClears = ({ clear }: PromptBox): number => (clear === 'C-c' ? 1 : 12)

/** A machine that has much to do may take so long to draw a box that is empty by now. */
const clearPatienceMs = 10_000

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
