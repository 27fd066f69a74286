import type { AgentForm } from '../../agents/form.ts'
import { fail, ok } from '../../lib/result.ts'
import { withTurn } from '../../tmux/turns.ts'
import { findLivePane } from '../../tmux/windows.ts'
import type { WorkersContext } from '../context.ts'
import { type Conversation, withWorker } from '../reach/talk.ts'
import type { PromptInput, PromptTaken, WorkerResult } from '../verbs.ts'
import { AgentEye } from './agent-eye.ts'
import { agentOf } from './agent-of.ts'
import { deliverPrompt } from './prompt-delivery.ts'
import { awaitPromptBox, type Seat } from './prompt-ready.ts'
import { promptUnseen } from './unseen-prompt.ts'

/**
 * Gives a worker's agent a prompt of any length, and proves that it was taken. Senders take turns. `prompt-blocked`: the agent waits for
 * something else first; `prompt-dirty`: somebody left words in its prompt box; `prompt-stalled`: there is no proof, and the words may
 * still stand there.
 */
export const promptAgent = (context: WorkersContext, input: PromptInput): WorkerResult<PromptTaken> =>
  withWorker(context, input, async (conversation) => {
    const { name, client } = conversation
    const pane = await findLivePane(client, input.window)
    if (!pane.ok) return pane
    const form = await agentOf(context, client, pane.value.paneId)
    if (form?.box === undefined) return fail({ reason: 'no-prompt-box', name, agent: form?.name })
    return givePrompt(context, conversation, { ...input, form, paneId: pane.value.paneId })
  })

interface Giving extends PromptInput {
  readonly form: AgentForm
  readonly paneId: string
  /** Called with the agent at its prompt box, before anything is typed. */
  readonly onReady?: () => Promise<void>
}

/** The same, in a conversation that has found the agent. */
export function givePrompt(
  context: WorkersContext,
  { name, client, another }: Conversation,
  giving: Giving,
): WorkerResult<PromptTaken> {
  const { form, paneId, text, draft = 'refuse', isQueued = true, onReady, signal = context.signal } = giving
  return withTurn(client, { paneId, openClient: another, signal }, async (): WorkerResult<PromptTaken> => {
    if (form.box === undefined) return fail({ reason: 'no-prompt-box', name, agent: form.name })
    if (form.box === 'unknown') {
      const taken = await promptUnseen(
        { name, agent: form.name, client, paneId, signal },
        { text, isQueued, onReady },
      )
      return taken.ok ? ok({ worker: name, ...taken.value }) : taken
    }
    const eye = new AgentEye(client, { paneId, agent: form.name })
    const seat: Seat = { name, agent: form.name, client, paneId, eye, box: form.box, signal }
    const ready = await awaitPromptBox(seat, { draft, isQueued })
    if (!ready.ok) return ready
    await onReady?.()
    const taken = await deliverPrompt(seat, { text, wasWorking: ready.value.isWorking })
    return taken.ok ? ok({ worker: name, ...taken.value }) : taken
  })
}
