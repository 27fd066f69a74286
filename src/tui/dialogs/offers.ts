import { quoteWord } from '../../lib/shell-words.ts'
import type { AgentChoice, FolderLook } from '../actions/acting.ts'
import type { Model } from '../model.ts'

/** What the form for new workers can be filled from. */
export interface Offers {
  readonly agents: readonly AgentChoice[]
  /** For the window `agent`. */
  readonly commands: readonly string[]
  readonly look: FolderLook | undefined
}

/** Commands are those that run in the fleet already. */
export const offersOf = ({ acting, snapshot }: Pick<Model, 'acting' | 'snapshot'>): Offers => {
  const commands = snapshot.workers.map(({ worker }) => worker.command.map(quoteWord).join(' '))
  return { look: acting.look, agents: acting.agents, commands }
}
