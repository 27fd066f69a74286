import { readScreen } from '../../agents/screen/read-screen.ts'
import type { Verdict } from '../../agents/screen/verdict.ts'
import { screenRulesOf } from '../../agents/screen-rules-of.ts'
import { ok } from '../../lib/result.ts'
import type { ControlClient, TmuxResult } from '../../tmux/control-client.ts'
import { captureScreen } from '../../tmux/screen.ts'

/** What an agent's screen says now; `undefined` for an agent whose screens hal doesn't know. */
export async function lookAtAgent(
  client: ControlClient,
  paneId: string,
  agent: string | undefined,
): TmuxResult<Verdict | undefined> {
  const rules = agent === undefined ? undefined : screenRulesOf(agent, undefined)
  if (rules === undefined) return ok(undefined)
  const screen = await captureScreen(client, paneId)
  return screen.ok ? ok(readScreen(screen.value.lines, rules)) : screen
}
