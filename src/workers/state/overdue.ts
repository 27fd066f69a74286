import type { Patience } from '../../agents/patience.ts'
import type { MainPane } from '../../tmux/main-pane.ts'

/** Since when an agent at work has shown nothing new; `undefined` where it doesn't work, or nobody has looked. */
export const silentSince = ({ said, still }: Pick<MainPane, 'said' | 'still'>): Date | undefined => {
  if (said?.activity !== 'working' || still === undefined) return undefined
  return new Date(Math.max(still.since.getTime(), said.since.getTime()))
}

/** That an agent works for longer than its person lets it, or has shown nothing new for longer. */
export interface Overdue {
  readonly how: 'silent' | 'working'
  readonly forMs: number
}

export function overdueOf(
  pane: Pick<MainPane, 'said' | 'still'>,
  { patience, nowMs }: { readonly patience: Patience; readonly nowMs: number },
): Overdue | undefined {
  if (pane.said?.activity !== 'working') return undefined
  const silentMs = nowMs - (silentSince(pane)?.getTime() ?? nowMs)
  if (silentMs >= patience.silentMs) return { how: 'silent', forMs: silentMs }
  const workingMs = nowMs - pane.said.since.getTime()
  return workingMs >= patience.workingMs ? { how: 'working', forMs: workingMs } : undefined
}
