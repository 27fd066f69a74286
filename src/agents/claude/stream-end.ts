import type { AgentEvent, ErrorKind } from '../stream/agent-event.ts'
import { failure, kindOfStatus } from '../stream/error-kind.ts'
import { at, countAt, listAt, numberAt, textAt } from '../stream/fields.ts'

/** What was said before the end of why it may fail. */
export interface Trouble {
  error: string | undefined
  resetsAt: { readonly resetsAt?: string }
  isInterrupted: boolean
}

/** The line `result`. Its `subtype` is `success` for failures, too. */
export function endOf(said: object, trouble: Trouble): readonly AgentEvent[] {
  const used = usages(said)
  if (textAt(said, 'terminal_reason')?.startsWith('aborted') === true)
    return trouble.isInterrupted ? used : [...used, { type: 'interrupted' }]
  const answer = textAt(said, 'result')
  if (at(said, 'is_error') !== true && answer !== undefined) return [...used, { type: 'complete', answer }]
  const errors = listAt(said, 'errors').filter((error) => typeof error === 'string')
  const message = answer ?? (errors.join('; ') || (textAt(said, 'subtype') ?? ''))
  const kind = kindOf(numberAt(said, 'api_error_status'), trouble.error)
  return [...used, failure(kind, message, kind === 'limit' ? trouble.resetsAt : {})]
}

function kindOf(status: number | undefined, error: string | undefined): ErrorKind {
  if (status !== undefined) return kindOfStatus(status)
  return kinds.get(error ?? '') ?? 'other'
}

const kinds: ReadonlyMap<string, ErrorKind> = new Map([
  ['authentication_failed', 'login'],
  ['rate_limit', 'limit'],
  ['billing_error', 'limit'],
  ['invalid_request', 'refused'],
])

/** Of this run, and with all before it: its cost has only the second. */
function usages(said: object): readonly AgentEvent[] {
  const models = Object.values(at(said, 'modelUsage') ?? {})
  const sum = (name: string) => models.reduce<number>((all, model) => all + countAt(model, name), 0)
  const costUsd = numberAt(said, 'total_cost_usd')
  return [
    {
      ...{ type: 'usage', of: 'run', inputTokens: countAt(said, 'usage', 'input_tokens') },
      outputTokens: countAt(said, 'usage', 'output_tokens'),
      cachedTokens: countAt(said, 'usage', 'cache_read_input_tokens'),
    },
    {
      ...{ type: 'usage', of: 'session', inputTokens: sum('inputTokens') },
      ...{ outputTokens: sum('outputTokens'), cachedTokens: sum('cacheReadInputTokens') },
      ...(costUsd === undefined ? {} : { costUsd }),
    },
  ]
}
