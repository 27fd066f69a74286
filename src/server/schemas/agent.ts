import { z } from 'zod'

export const agentChoice = z.object({
  name: z.string(),
  takesTasks: z.boolean().meta({ description: 'It can work without a terminal' }),
  takesMessages: z.boolean().meta({ description: 'It can be talked to while it does' }),
})

export const someAgents = z.object({ version: z.literal(1), agents: z.array(agentChoice) })
