import type { TaskStatus } from '../../tasks/task.ts'
import { Counter } from './counter.ts'
import { Histogram } from './histogram.ts'
import { gauge } from './series.ts'
import { Timed } from './timed.ts'

export interface Answered {
  readonly method: string
  /** A route's, so that there are as many as routes. */
  readonly path: string
  readonly status: number
}

/** How a call of the engine went. */
export interface EngineCall {
  /** A method of the engine's. */
  readonly call: string
  /** `cancelled`: whoever called wanted it no more. */
  readonly outcome: 'ok' | 'failed' | 'cancelled'
  readonly seconds: number
}

export type EndStatus = Extract<TaskStatus, 'completed' | 'failed' | 'cancelled'>

/** What the server has done since it began. */
export class Metrics {
  #streams = 0
  readonly #requests = new Timed({
    total: { name: 'hal_http_requests_total', help: 'Requests that were answered.' },
    seconds: {
      name: 'hal_http_request_duration_seconds',
      help: 'From a request to the head of its answer.',
      upTo: [60],
    },
  })
  readonly #ended = new Counter('hal_tasks_ended_total', 'Tasks that this server saw end.')
  readonly #durations = new Histogram('hal_task_duration_seconds', {
    help: 'From the moment that a task’s agent was at work to the task’s end.',
    upTo: [1, 5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200],
  })
  readonly #waits = new Histogram('hal_task_wait_seconds', {
    help: 'From a task’s being kept to the end of its wait in the queue.',
    upTo: [0.1, 0.5, 1, 5, 15, 30, 60, 300, 600, 1800, 3600],
  })
  readonly #lags = new Histogram('hal_event_lag_seconds', {
    help: 'From a task’s event being kept to its being told to who listens.',
    upTo: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  })
  readonly #calls = new Timed({
    total: { name: 'hal_engine_calls_total', help: 'Calls of the engine that are over.' },
    seconds: {
      name: 'hal_engine_call_seconds',
      help: 'How long a call of the engine took; of a stream, until it began.',
      upTo: [30, 60, 300],
    },
  })

  /** `seconds`: until the head of its answer. `undefined`: what came of it is a socket. */
  countRequest({ method, path, status }: Answered, seconds?: number): void {
    this.#requests.add({ method, path }, { status: String(status) }, seconds)
  }

  /** One more client that listens, until disposed. */
  openStream(): Disposable {
    this.#streams += 1
    const close = () => {
      this.#streams -= 1
    }
    return { [Symbol.dispose]: close }
  }

  /** A task of this agent is seen through: how it ends is to be counted. */
  expectEnd(agent: string): void {
    for (const status of ends) this.#ended.add({ status, agent }, 0)
  }

  countWait(seconds: number): void {
    this.#waits.observe({}, seconds)
  }

  /** `seconds`: since its agent was at work. `undefined`: it never was. */
  countEnd(status: EndStatus, agent: string, seconds: number | undefined): void {
    this.#ended.add({ status, agent })
    if (seconds !== undefined) this.#durations.observe({}, seconds)
  }

  countLag(seconds: number): void {
    this.#lags.observe({}, seconds)
  }

  countEngineCall({ call, outcome, seconds }: EngineCall): void {
    this.#calls.add({ call }, { outcome }, seconds)
  }

  text(tasks: ReadonlyMap<TaskStatus, number>, { atWork }: { readonly atWork: number }): string {
    return [
      ...gauge(
        { name: 'hal_tasks', help: 'Tasks that are kept, by how they stand.' },
        [...tasks].map(([status, count]) => [{ status }, count] as const),
      ),
      ...gauge({ name: 'hal_tasks_at_work', help: 'Tasks that this server sees through.' }, [[{}, atWork]]),
      ...gauge({ name: 'hal_event_streams', help: 'Clients that listen to a task.' }, [[{}, this.#streams]]),
      ...[this.#ended, this.#durations, this.#waits, this.#lags].flatMap((one) => one.lines()),
      ...[this.#requests, this.#calls].flatMap((one) => one.lines()),
      '',
    ].join('\n')
  }
}

const ends: readonly EndStatus[] = ['completed', 'failed', 'cancelled']
