import { patienceOf } from '../../agents/patience.ts'
import type { AgentSettings } from '../../agents/settings.ts'
import { hasUnseenNews, type MainPane } from '../../tmux/main-pane.ts'
import type { Worker } from '../worker.ts'
import { withAgentExit } from './agent-exit.ts'
import { silentSince } from './overdue.ts'

/**
 * The worker with what its tmux says of its main pane. That the agent ended is a fact, whatever it had said of itself. `agents`: the
 * person's, for how long their silence is nothing to speak of.
 */
export function withMainPane(
  worker: Worker,
  pane: MainPane | undefined,
  agents: Readonly<Record<string, AgentSettings>> = {},
): Worker {
  if (pane === undefined) return worker
  const { said, exitCode, endedAt } = pane
  if (pane.isAgent && exitCode !== undefined)
    return {
      ...withAgentExit(worker, exitCode),
      activity: hasUnseenNews(pane) || endedAt === undefined ? 'done' : 'idle',
      activitySince: endedAt,
      activityBy: 'tmux',
    }
  if (said === undefined) return worker
  const isAsking = said.activity !== 'working' && said.activity !== 'idle'
  return {
    ...worker,
    activity: hasUnseenNews(pane) ? 'done' : said.activity,
    activitySince: said.since,
    activityBy: said.by,
    question: isAsking ? said.text : undefined,
    silence: silenceOf(pane, agents[worker.agent ?? '']),
  }
}

function silenceOf(pane: MainPane, settings: AgentSettings | undefined): Worker['silence'] {
  const since = silentSince(pane)
  return since === undefined ? undefined : { since, isToldAfterMs: patienceOf(settings).silentMs }
}
