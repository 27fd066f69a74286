import { ok, type Result } from '../../lib/result.ts'
import type { Failure } from '../../present/failure.ts'
import type { Task } from '../../tasks/task.ts'
import type { TaskEvent } from '../../tasks/task-event.ts'
import type { TaskVerbs } from '../../tasks/verbs.ts'
import { progressOf } from '../progress.ts'

/** A tool that began before so many events is not looked for. */
const looksBack = 200

/** How a session stands. */
export async function sessionStatus(
  tasks: Pick<TaskVerbs, 'events'>,
  { id, state, createdAt, lastEvent }: Task,
): Promise<Result<object, Failure>> {
  const events: TaskEvent[] = []
  const read = await tasks.events({
    ...{ id, after: Math.max(0, lastEvent - looksBack), isFollowed: false },
    onEvent: (event) => events.push(event),
  })
  if (!read.ok) return read
  return ok({
    session_id: id,
    status: state.status,
    created_at: createdAt.toISOString(),
    last_activity: events.at(-1)?.at ?? createdAt.toISOString(),
    progress: progressOf(state),
    current_tool: state.status === 'running' ? (toolAtWork(events) ?? null) : null,
  })
}

/** The last one that was called and has not answered. */
function toolAtWork(events: readonly TaskEvent[]): string | undefined {
  const answered = new Set(events.flatMap((event) => (event.type === 'tool_result' ? [event.id] : [])))
  const calls = events.filter((event) => event.type === 'tool_call')
  return calls.findLast(({ id }) => !answered.has(id))?.tool
}
