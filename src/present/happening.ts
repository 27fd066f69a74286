import type { What } from '../workers/history/happening.ts'
import { exactTime } from './clock-time.ts'
import { activityWords, agentEndWords } from './state-words.ts'

/** What happened to a worker, in a few words, as they are: some are from inside it, and not made safe for a terminal. */
export function happeningParts(what: What): readonly string[] {
  switch (what.kind) {
    case 'started':
      return those('started', what.profile ?? what.image, what.agent, what.branch ?? what.workspace)
    case 'ended':
      return those(endWords(what), what.why)
    case 'agent':
      return those(activityWords(what.activity), what.text)
    case 'agent-ended':
      return [agentEndWords(what.exitCode)]
    default:
      return [what.kind]
  }
}

const endWords = ({ exitCode, isOom }: Extract<What, { kind: 'ended' }>): string => {
  const isFailed = isOom || exitCode !== 0
  return `${isFailed ? 'failed' : 'ended'}${exitCode === undefined ? '' : ` ${exitCode}`}`
}

const those = (...parts: readonly (string | undefined)[]): readonly string[] =>
  parts.filter((part) => part !== undefined)

/** `14:02:07`, of today; with its day before. */
export const momentOf = (at: Date, now: Date): string =>
  at.toDateString() === now.toDateString() ? exactTime(at) : `${dayOf(at)} ${exactTime(at)}`

/** As ISO 8601 has it, in the person's own time. */
const dayOf = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
