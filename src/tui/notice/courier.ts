import type { Result } from '../../lib/result.ts'
import type { Turn } from './turn.ts'

export interface Courier {
  readonly take: (turns: readonly Turn[]) => void
}

/**
 * Brings turns to one place outside of the terminal, one delivery at a time: what comes meanwhile goes with the next one. A failure is
 * said once, and again only after something arrived.
 */
export const courier = (given: {
  readonly deliver: (turns: readonly Turn[]) => Promise<Result<void, string>>
  readonly onFailure: (why: string) => void
  readonly onBug: (bug: unknown) => void
}): Courier => {
  const { deliver, onFailure, onBug } = given
  const waiting = new Map<string, Turn>()
  let isUnderway = false
  let isFailing = false
  const work = async () => {
    while (waiting.size > 0) {
      const turns = [...waiting.values()]
      waiting.clear()
      const delivered = await deliver(turns)
      if (!delivered.ok && !isFailing) onFailure(delivered.failure)
      isFailing = !delivered.ok
    }
  }
  return {
    take: (turns) => {
      for (const turn of turns) waiting.set(turn.name, turn)
      if (isUnderway) return
      isUnderway = true
      work()
        .catch(onBug)
        .finally(() => {
          isUnderway = false
        })
    },
  }
}
