import type { CommandForm } from '../command.ts'
import { json, noArguments } from './forms.ts'

/** Commands about the agents that a worker can have. */
export const agentCommands: readonly CommandForm[] = [
  {
    name: 'agents list',
    aliases: ['agents ls'],
    summary: 'which agents there are: versions, what lets them in, how hal hears from them',
    arguments: noArguments,
    options: [json],
    examples: ['hal agents list'],
    load: () => import('../agents-list.ts'),
  },
  {
    name: 'agents doctor',
    aliases: [],
    summary: 'whether agents would start here: tools, keys, their models’ address, their flags',
    arguments: [{ name: 'names', isOptional: true, isVariadic: true, kind: 'text' }],
    options: [json],
    examples: ['hal agents doctor', 'hal agents doctor claude'],
    load: () => import('../agents-doctor.ts'),
  },
]
