import { type Context, type Span, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api'
import type { Task } from '../../tasks/task.ts'
import { isLast, type TaskEvent } from '../../tasks/task-event.ts'
import type { TaskTrace } from './traces.ts'

/** What it does now, until an event says that it is over. */
type Part = 'wait in the queue' | 'start a worker' | 'run the agent'

/**
 * A task as a span, and in it one after the other: its wait in the queue, its worker's start, and its agent's run. None of its words. Of one
 * that a server before this one began, from now on.
 */
export function taskTrace(
  tracer: Tracer,
  { id, wish, createdAt, lastEvent, state }: Task,
  parent: Context,
): TaskTrace {
  const startTime = lastEvent === 0 ? createdAt : new Date()
  const attributes = { 'hal.task.id': id, 'hal.agent': wish.agent }
  const whole = tracer.startSpan('task', { startTime, attributes }, parent)
  const inside = trace.setSpan(parent, whole)
  const begin = (name: Part, at: Date): Span => tracer.startSpan(name, { startTime: at }, inside)
  let part = begin('since' in state ? 'run the agent' : 'wait in the queue', startTime)
  let isOver = false
  const next = (name: Part, at: Date) => {
    part.end(at)
    part = begin(name, at)
  }
  const end = (at = new Date()) => {
    if (isOver) return
    isOver = true
    part.end(at)
    whole.end(at)
  }
  return {
    tell: (event) => {
      const at = new Date(event.at)
      if (event.type === 'admitted') next('start a worker', at)
      if (event.type === 'status' && event.status === 'running') next('run the agent', at)
      if (!isLast(event)) return
      whole.setAttribute('hal.task.status', statusAfter(event))
      if (event.type === 'error') whole.setStatus({ code: SpanStatusCode.ERROR, message: event.why.reason })
      end(at)
    },
    end: () => end(),
  }
}

const statusAfter = (last: TaskEvent): string =>
  last.type === 'complete' ? 'completed' : last.type === 'error' ? 'failed' : 'cancelled'
