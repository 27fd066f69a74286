import { z } from 'zod'

/** What an execution is asked for. */
export const newExecution = z.object({
  /** Its client's own word for what it is about: each execution of that is another one. */
  task_id: z.string().min(1).max(200),
  /** The prompt. */
  code: z.string().refine((text) => text.trim() !== '', { error: 'words' }),
  /** What stands before the prompt. */
  context: z.string().optional(),
  agent: z.string().min(1).default('opencode'),
})

const execution_id = z.string()
const status = z.enum(['pending', 'running', 'waiting_input', 'completed', 'failed', 'cancelled'])

export const begunExecution = z.object({ execution_id, task_id: z.string(), status })
export const oneExecution = z.object({ execution_id, status, progress: z.int().min(0).max(100) })
