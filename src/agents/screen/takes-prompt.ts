import type { Said } from '../activity.ts'
import { drawnWithinMs, restMs } from './judge.ts'
import type { Settled } from './settle.ts'

/**
 * Whether an agent that asks nothing takes a prompt now: at rest it begins with it, at work it queues it. `undefined`: look again.
 *
 * | what was said, when | the screen | |
 * | --- | --- | --- |
 * | a hook: it is idle, less than `drawnWithinMs` ago | something works: the end of it is not drawn yet | look again |
 * | a hook: it works | nothing works, for less than `restMs`, or less than `drawnWithinMs` after that word | look again |
 * | anything else | something works | at-work |
 * | anything else | nothing works | at-rest |
 *
 * `saidMsAgo`: how old `said` is. The hook's clock may be another one: what it says of the future is as old as it is far.
 */
export function takesPrompt(
  said: Said | undefined,
  { verdict: { kind }, forMs }: Settled,
  saidMsAgo: number,
): 'at-rest' | 'at-work' | undefined {
  const hooksWord = said?.by === 'screen' ? undefined : said?.activity
  const isNew = Math.abs(saidMsAgo) < drawnWithinMs
  if (kind === 'working') return hooksWord === 'idle' && isNew ? undefined : 'at-work'
  if (kind === 'ready') return hooksWord === 'working' && (isNew || forMs < restMs) ? undefined : 'at-rest'
  return kind === 'failed' ? 'at-rest' : undefined
}
