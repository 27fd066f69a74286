import { z } from 'zod'
import { described } from './described.ts'

export const agentChoice = z.object({
  name: z.string(),
  takesTasks: described(z.boolean(), 'it can work without a terminal'),
  takesMessages: described(z.boolean(), 'it can be talked to while it does'),
})

export const someAgents = z.object({ version: z.literal(1), agents: z.array(agentChoice) })
