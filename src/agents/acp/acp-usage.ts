import type { AgentEvent } from '../stream/agent-event.ts'
import { at, countAt } from '../stream/fields.ts'

/** What an agent's tokens at the end of a turn are of. `part`: of less than the turn, so that they say nothing. */
export type Counted = 'turn' | 'talk' | 'part'

/** The tokens in what answers a prompt: no part of the protocol yet, and Gemini CLI has a word of its own for them. */
export function usageIn(answer: unknown, counted: Counted): readonly AgentEvent[] {
  const usage = at(answer, 'usage')
  const quota = at(answer, '_meta', 'quota', 'token_count')
  if (counted === 'part' || (usage === undefined && quota === undefined)) return []
  return [
    {
      ...{ type: 'usage', of: counted === 'talk' ? 'session' : 'step' },
      inputTokens: countAt(usage, 'inputTokens') + countAt(quota, 'input_tokens'),
      outputTokens: countAt(usage, 'outputTokens') + countAt(quota, 'output_tokens'),
      cachedTokens: countAt(usage, 'cachedReadTokens'),
    },
  ]
}
