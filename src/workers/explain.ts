import { setTimeout as after } from 'node:timers/promises'
import type { AgentForm } from '../agents/form.ts'
import { findForm } from '../agents/forms.ts'
import { judge, lookAgainMs } from '../agents/screen/judge.ts'
import { mayChange } from '../agents/screen/may-change.ts'
import { settle } from '../agents/screen/settle.ts'
import { screenRulesOf } from '../agents/screen-rules-of.ts'
import { ok } from '../lib/result.ts'
import type { SaidActivity } from '../tmux/activity.ts'
import type { ControlClient } from '../tmux/control-client.ts'
import { hasUnseenNews, type MainPane, newsMs, readMainPane } from '../tmux/main-pane.ts'
import { AgentEye } from './agent/agent-eye.ts'
import { readKeptTexts } from './agent/kept-texts.ts'
import { hasWayIn } from './agent/made-without-login.ts'
import type { WorkersContext } from './context.ts'
import { findWorker } from './find.ts'
import { readSpec } from './labels.ts'
import { reach } from './reach/reach.ts'
import { withMainPane } from './state/activity.ts'
import type { Explanation, PaneEvidence, ScreenEvidence } from './state/explanation.ts'
import type { WorkerResult } from './verbs.ts'
import type { Named } from './whom.ts'
import type { Worker } from './worker.ts'

/** Why a worker's state is what it is. What can't be asked is left out: that is what may have to be explained. */
export async function explainWorker(
  context: WorkersContext,
  named: Named & { readonly signal?: AbortSignal | undefined },
): WorkerResult<Explanation> {
  const found = await findWorker(context, named)
  if (!found.ok) return found
  const worker = found.value
  const form = worker.agent === undefined ? undefined : findForm(worker.agent, context.agents)
  const agent = form?.ok ? form.value : undefined
  const base: Explanation = {
    worker,
    isUnattended: agent === undefined ? undefined : readSpec(worker)?.isUnattended === true,
    title: agent?.title,
    isMadeWithoutLogin: false,
    ...{ pane: undefined, screen: undefined, prompt: undefined, answer: undefined },
  }
  if (worker.phase.kind !== 'ready') return ok(base)
  const reached = await reach(context, worker, named.signal ?? context.signal)
  if (!reached.ok) {
    const why = 'detail' in reached.failure ? reached.failure.detail : reached.failure.reason
    return ok({ ...base, worker: { ...worker, phase: { kind: 'unreachable', since: new Date(), why } } })
  }
  await using client = reached.value
  const evidence = await evidenceOf(context, client, { worker, agent })
  const isAsking =
    evidence.worker?.activity === 'login-needed' || evidence.screen?.verdict.kind === 'login-needed'
  const isMadeWithoutLogin = isAsking && hasKeptLogin(context, agent) && !hasWayIn(worker, agent)
  return ok({ ...base, ...evidence, isMadeWithoutLogin })
}

const hasKeptLogin = ({ secrets }: WorkersContext, agent: AgentForm | undefined): boolean =>
  agent?.login !== undefined && secrets.logins(agent.name, agent.login.files).length > 0

async function evidenceOf(
  context: WorkersContext,
  client: ControlClient,
  { worker, agent }: { readonly worker: Worker; readonly agent: AgentForm | undefined },
): Promise<Partial<Explanation>> {
  const read = await readMainPane(client)
  const pane = read.ok ? read.value : undefined
  if (pane === undefined) return {}
  const isAgent = agent !== undefined && pane.isAgent
  const isRunning = isAgent && pane.exitCode === undefined
  return {
    worker: withMainPane(worker, pane, context.agents),
    pane: paneEvidence(pane),
    screen: isRunning ? await lookTwice(client, { ...pane, agent: agent.name }) : undefined,
    ...(isAgent ? await readKeptTexts(context, client, { worker, agent, isAwaited: false }) : {}),
  }
}

function paneEvidence(pane: MainPane): PaneEvidence {
  const { said, exitCode, endedAt } = pane
  const at = newsMs(pane)
  const news = at === undefined ? undefined : { at: new Date(at), isSeen: !hasUnseenNews(pane) }
  return { said, exitCode, endedAt, news }
}

interface Looked {
  readonly paneId: string
  readonly agent: string
  readonly said: SaidActivity | undefined
}

/** As the fleet's watch does, and says nothing. */
async function lookTwice(
  client: ControlClient,
  { paneId, agent, said }: Looked,
): Promise<ScreenEvidence | undefined> {
  const rules = screenRulesOf(agent, undefined)
  if (rules === undefined) return undefined
  const eye = new AgentEye(client, { paneId, agent })
  const first = await eye.read()
  await after(lookAgainMs)
  const second = await eye.read()
  if (!first.ok || !second.ok || first.value === undefined || second.value === undefined) return undefined
  const settled = settle(settle(undefined, first.value, 0), second.value, lookAgainMs)
  const saidMsAgo = said === undefined ? 0 : Date.now() - said.since.getTime()
  const isEarly = judge(said, settled, { rules, saidMsAgo }).kind === 'early'
  return {
    verdict: settled.verdict,
    isSettled: settled.isSettled,
    rulesVersion: rules.version,
    // What a hook has just told of may still have to be drawn: nobody takes the screen's word yet.
    change: isEarly ? undefined : mayChange(said, settled, rules),
    hooksMiss: rules.hooksMiss,
  }
}
