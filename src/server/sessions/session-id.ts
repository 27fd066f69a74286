import { z } from 'zod'

/** Sessions are the tasks whose clients have chosen their ids. */
export const isSessionId = (id: string): boolean => z.guid().safeParse(id).success
