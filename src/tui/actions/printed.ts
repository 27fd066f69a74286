import { plainText } from '../../lib/plain-text.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'

/** How wide a window is until somebody attaches to it. */
const columns = 200

/** All that a worker's window printed, as the lines that a person saw; nothing in it steers a terminal. Of an ended worker, too. */
export const printedBy = async (
  verbs: Pick<WorkerVerbs, 'logs'>,
  worker: SeenWorker,
  signal: AbortSignal,
): Promise<Result<string, WorkerFailure>> => {
  const text = plainText({ columns })
  let printed = ''
  const read = await verbs.logs({
    ...worker,
    onData: (chunk) => {
      printed += text.push(chunk)
    },
    signal,
  })
  if (!read.ok) return read
  const unfinished = text.unfinished()
  return ok(unfinished === '' ? printed : `${printed}${unfinished}\n`)
}
