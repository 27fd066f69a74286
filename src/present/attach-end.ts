import type { AttachEnd } from '../workers/verbs.ts'
import { failureJson, sentenceOf } from './failure.ts'

interface AttachEndWords {
  readonly what: string
  readonly next?: string
  readonly exitCode: number
}

/** Why a worker's terminal came back, and what to do now. */
export function attachEndWords(end: AttachEnd): AttachEndWords {
  const { worker } = end
  switch (end.kind) {
    case 'detached':
      return { what: `detached from ${worker}; it runs on`, exitCode: 0 }
    case 'worker-ended':
      return {
        what: `${worker} ended (${end.isOom ? 'out of memory' : `with status ${end.exitCode}`}).`,
        next: `\`hal workers start ${worker}\` starts it again with its files.`,
        exitCode: end.exitCode === 0 ? 0 : 1,
      }
    case 'worker-frozen':
      return {
        what: `${worker} was frozen, so its terminal was detached.`,
        next: `\`hal thaw ${worker}\` lets it go on where it was; then \`hal attach ${worker}\`.`,
        exitCode: 0,
      }
    case 'worker-restarted':
      return {
        what: `${worker} was restarted, which ended this terminal.`,
        next: `It runs again: \`hal attach ${worker}\`.`,
        exitCode: 0,
      }
    case 'worker-removed':
      return {
        what: `${worker} was removed; a folder of yours stays.`,
        next: `\`hal workers start ${worker}\` starts a new one.`,
        exitCode: 1,
      }
    case 'engine-lost': {
      const { what, next, exitCode } = sentenceOf(end.failure)
      return { what, ...(next === undefined ? {} : { next }), exitCode }
    }
  }
}

/** The same for programs. */
export const attachEndJson = (end: AttachEnd): object =>
  end.kind === 'engine-lost' ? { ...end, ...failureJson(end.failure) } : end
