import * as z from 'zod/mini'
import { storedFacts } from '../../tasks/keep/stored.ts'
import { maybeWords, moment } from './fields.ts'

const { wish, state } = storedFacts.shape

/** As it is, which the server tells who asks for its `facts`: in the shape in which a store keeps it. */
export const task = z.object({
  ...{ id: z.string(), createdAt: moment, worker: maybeWords, lastEvent: z.int() },
  ...{ wish, state },
})

export const oneTask = z.object({ task })
export const someTasks = z.object({ tasks: z.array(task) })
