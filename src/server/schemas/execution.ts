import { z } from 'zod'
import { described } from './described.ts'

/** What an execution is asked for. */
export const newExecution = z.object({
  task_id: described(
    z.string().min(1).max(200),
    'your own word for what it is about: each execution of that is another one',
  ),
  code: described(
    z.string().refine((text) => text.trim() !== '', { error: 'words' }),
    'the prompt',
  ),
  context: described(z.string().optional(), 'what stands before the prompt'),
  agent: described(z.string().min(1).default('opencode'), 'one of `GET /agents` that takes tasks'),
})

const execution_id = z.string()
const status = z.enum(['pending', 'running', 'waiting_input', 'completed', 'failed', 'cancelled'])

export const begunExecution = z.object({ execution_id, task_id: z.string(), status })
export const oneExecution = z.object({ execution_id, status, progress: z.int().min(0).max(100) })
