import { quoteWord } from '../../lib/shell-words.ts'
import type { FolderLook } from '../actions/acting.ts'
import type { Model } from '../model.ts'

/** What the form for new workers can be filled from. */
export interface Offers {
  /** Commands for the window `agent`. */
  readonly agents: readonly string[]
  readonly look: FolderLook | undefined
}

/** Agents are those that the config knows, and what runs in the fleet already. */
export const offersOf = ({ acting, snapshot }: Pick<Model, 'acting' | 'snapshot'>): Offers => {
  const running = snapshot.workers.map(({ worker }) => worker.command.map(quoteWord).join(' '))
  return { look: acting.look, agents: [...acting.agents, ...running] }
}
