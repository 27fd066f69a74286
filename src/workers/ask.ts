import type { AnswerPlace } from '../agents/answer.ts'
import type { AgentForm } from '../agents/form.ts'
import { type Patience, patienceOf } from '../agents/patience.ts'
import { fail, ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from '../tmux/control-client.ts'
import { readMainPane } from '../tmux/main-pane.ts'
import { captureText } from '../tmux/screen.ts'
import { findLivePane } from '../tmux/windows.ts'
import { agentOf } from './agent/agent-of.ts'
import { awaitActivity } from './agent/await-activity.ts'
import { answerIn, readKeptText } from './agent/kept.ts'
import { givePrompt } from './agent/prompt.ts'
import type { Reached } from './agent/reached.ts'
import type { WorkersContext } from './context.ts'
import { type Conversation, withWorker } from './reach/talk.ts'
import type { Answered, AskInput, Patiently, WorkerResult } from './verbs.ts'

/** Gives a prompt to a worker's agent, waits until it is done with it, and brings its answer. One that is at work is waited for first. */
export const askAgent = (context: WorkersContext, input: AskInput): WorkerResult<Answered> =>
  withWorker(context, input, async (conversation) => {
    const { name, client } = conversation
    const pane = await findLivePane(client, input.window)
    if (!pane.ok) return pane
    const { paneId } = pane.value
    const form = await agentOf(context, client, paneId)
    return form === undefined
      ? fail({ reason: 'no-prompt-box', name, agent: undefined })
      : askHere(context, conversation, { ...input, form, paneId })
  })

/** The same, in a conversation that has found the agent. */
export async function askHere(
  context: WorkersContext,
  conversation: Conversation,
  asking: AskInput & { readonly form: AgentForm; readonly paneId: string },
): WorkerResult<Answered> {
  const { name, client } = conversation
  const { form, paneId, timeoutMs, until, onPause, signal: asked = context.signal } = asking
  const signal = timeoutMs === undefined ? asked : AbortSignal.any([asked, AbortSignal.timeout(timeoutMs)])
  const startedMs = performance.now()
  const patience = patienceOf(context.agents[form.name])
  if (form.box === 'unknown') {
    const pane = await readMainPane(client)
    if (!pane.ok) return pane
    if (pane.value?.said === undefined) return fail({ reason: 'no-marks', name, agent: form.name })
  }
  let before: string | undefined
  let linesBefore = 0
  const onReady = async () => {
    before = await readKeptText(client, 'answer')
    linesBefore = await linesAbove(client, paneId)
  }
  const taken = await givePrompt(context, conversation, { ...asking, signal, isQueued: false, onReady })
  if (taken.ok && taken.value.by === 'echo') return fail({ reason: 'prompt-stalled', name, why: 'not-taken' })
  const ending = { agent: form.name, patience, until, onPause, signal }
  const done = taken.ok ? await awaitEnd(conversation, ending) : taken
  if (!done.ok) {
    const isLate = done.failure.reason === 'cancelled' && !asked.aborted && timeoutMs !== undefined
    return isLate ? fail({ reason: 'answer-late', name, timeoutMs }) : done
  }
  const answer = await readAnswer(client, {
    ...{ prompt: asking.text, paneId, place: form.answer, before, linesBefore },
  })
  if (!answer.ok) return answer
  const durationMs = performance.now() - startedMs
  return ok({ worker: name, ...answer.value, ...endOf(done.value), durationMs })
}

const endOf = ({
  agent,
  activity,
  question,
}: Reached): Pick<Answered, 'agent' | 'activity' | 'question'> => ({
  agent,
  activity: activity === 'ended' ? 'unknown' : activity,
  question,
})

interface Ending extends Patiently {
  readonly agent: string
  readonly patience: Patience
  readonly signal: AbortSignal
}

/** Until it is done, or pauses as it may. */
async function awaitEnd(
  { name, client }: Conversation,
  { agent, patience, until, onPause, signal }: Ending,
): WorkerResult<Reached> {
  await client.command(['refresh-client', '-f', 'no-output'])
  const isIt = ({ activity }: Reached) => {
    if (activity === 'working' || activity === 'unknown') return false
    return (
      activity === 'ended' ||
      activity === 'done' ||
      activity === 'idle' ||
      (until?.includes(activity) ?? true)
    )
  }
  const onChange = (reached: Reached) => {
    if (reached.activity !== 'working' && reached.activity !== 'unknown') onPause?.(reached)
  }
  const reached = await awaitActivity(client, { name, agent, patience, isIt, onChange, signal })
  if (!reached.ok) return reached
  const { activity, exitCode } = reached.value
  return activity === 'ended' ? fail({ reason: 'agent-ended', name, exitCode }) : reached
}

interface Place {
  readonly prompt: string
  readonly paneId: string
  readonly place: AnswerPlace | undefined
  /** What was kept of the answer before. */
  readonly before: string | undefined
  /** How many lines stood above its screen. */
  readonly linesBefore: number
}

/** In its own words where it says them; otherwise what its screen shows, and what has left that at its top since it was asked. */
async function readAnswer(
  client: ControlClient,
  { prompt, paneId, place, before, linesBefore }: Place,
): TmuxResult<Pick<Answered, 'text' | 'from'>> {
  const text = await readKeptText(client, 'answer')
  if (place !== undefined && text !== undefined && text !== before) {
    const said = await answerIn(client, place, { text, prompt, isAwaited: true })
    if (said !== undefined) return ok({ text: said, from: place.in })
  }
  const lines = Math.max(0, (await linesAbove(client, paneId)) - linesBefore)
  const screen = await captureText(client, paneId, { lines })
  return screen.ok ? ok({ text: screen.value, from: 'screen' }) : screen
}

/** Of its history. What tmux doesn't say counts as none. */
async function linesAbove(client: ControlClient, paneId: string): Promise<number> {
  const told = await client.command(['display-message', '-p', '-t', paneId, '#{history_size}'])
  return told.ok ? Number(told.value[0]?.toString() ?? 0) || 0 : 0
}
