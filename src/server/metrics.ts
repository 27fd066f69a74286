import type { TaskStatus } from '../tasks/task.ts'

/** What the server has done since it began, as Prometheus reads it: https://prometheus.io/docs/instrumenting/exposition_formats */
export class Metrics {
  readonly #requests = new Map<string, number>()
  #streams = 0

  /** `path` is a route's, so that there are as many as routes. */
  countRequest(method: string, path: string, status: number): void {
    const labels = `method="${method}",path="${path}",status="${status}"`
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1)
  }

  /** One more client that listens, until disposed. */
  openStream(): Disposable {
    this.#streams += 1
    const close = () => {
      this.#streams -= 1
    }
    return { [Symbol.dispose]: close }
  }

  text(tasks: ReadonlyMap<TaskStatus, number>, { atWork }: { readonly atWork: number }): string {
    return [
      ...metric('hal_tasks', 'gauge', 'Tasks that are kept, by how they stand.', [
        ...[...tasks].map(([status, count]) => [`status="${status}"`, count] as const),
      ]),
      ...metric('hal_tasks_at_work', 'gauge', 'Tasks that this server sees through.', [['', atWork]]),
      ...metric('hal_event_streams', 'gauge', 'Clients that listen to a task.', [['', this.#streams]]),
      ...metric('hal_http_requests_total', 'counter', 'Requests that were answered.', [...this.#requests]),
      '',
    ].join('\n')
  }
}

const metric = (
  name: string,
  type: 'gauge' | 'counter',
  help: string,
  values: readonly (readonly [labels: string, value: number])[],
): readonly string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
  ...values.map(([labels, value]) => `${name}${labels === '' ? '' : `{${labels}}`} ${value}`),
]
