import { findForm } from '../agents/forms.ts'
import { ok } from '../lib/result.ts'
import { readMainPane } from '../tmux/main-pane.ts'
import { noTexts, readKeptTexts } from './agent/kept-texts.ts'
import type { WorkersContext } from './context.ts'
import { findRunning } from './find.ts'
import { reach } from './reach/reach.ts'
import { withMainPane } from './state/activity.ts'
import type { LastTurn, WorkerResult } from './verbs.ts'
import type { Named } from './whom.ts'

/** Without a look at its screen: of an agent that says nothing of itself, nothing is known. */
export async function lastTurnOf(context: WorkersContext, named: Named): WorkerResult<LastTurn> {
  const found = await findRunning(context, named)
  if (!found.ok) return found
  const reached = await reach(context, found.value, context.signal)
  if (!reached.ok) return reached
  await using client = reached.value
  const pane = await readMainPane(client)
  if (!pane.ok) return pane
  const worker = withMainPane(found.value, pane.value, context.agents)
  const form = worker.agent === undefined ? undefined : findForm(worker.agent, context.agents)
  if (form?.ok !== true) return ok({ worker, ...noTexts })
  const isAwaited = worker.activity === 'done' || worker.activity === 'idle'
  return ok({ worker, ...(await readKeptTexts(context, client, { worker, agent: form.value, isAwaited })) })
}
