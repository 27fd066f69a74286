import type { CommandForm } from './command.ts'
import { agentCommands } from './commands/agents.ts'
import { halCommands } from './commands/hal.ts'
import { imageCommands } from './commands/images.ts'
import { reviewCommands } from './commands/review.ts'
import { talkCommands } from './commands/talk.ts'
import { taskCommands } from './commands/tasks.ts'
import { toolsCommands } from './commands/tools.ts'
import { workerCommands } from './commands/workers.ts'

/** Words that stand before another word. */
export const groups: Readonly<Record<string, string>> = {
  workers: 'start, watch and end workers',
  tasks: 'agents that work on one prompt without a terminal',
  images: 'which images there are, and which one is meant',
  profiles: 'the environments that workers can have',
  agents: 'which coding agents a worker can have',
  tools: 'what workers get at /tools: agents and what they need',
  config: 'what hal is set to, and who said so',
}

/** Every command of hal, in the order of its help. */
export const commands: readonly CommandForm[] = [
  ...workerCommands,
  ...talkCommands,
  ...reviewCommands,
  ...taskCommands,
  ...imageCommands,
  ...agentCommands,
  ...toolsCommands,
  ...halCommands,
]
