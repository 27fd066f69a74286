import type { Task } from '../../tasks/task.ts'
import type { TaskEvent } from '../../tasks/task-event.ts'

/** What a collector of traces is told, where there is one. */
export interface Traces extends AsyncDisposable {
  /** `given`: its header `traceparent`, of which nothing is to be trusted. */
  request(method: string, given: string | undefined): RequestTrace
  /** Of one that this server sees through. */
  task(task: Task): TaskTrace
}

export interface RequestTrace {
  /** `undefined`: it is of no trace. */
  readonly traceId: string | undefined
  /** For whoever works on because of it, as W3C's header of that name has it. */
  readonly traceparent: string | undefined
  end(facts: { readonly route: string | undefined; readonly status: number }): void
}

export interface TaskTrace {
  tell(event: TaskEvent): void
  /** This server has nothing more to do with it. */
  end(): void
}
