import { ok } from '../../lib/result.ts'
import type { WorkerResult, WorkerVerbs } from '../../workers/verbs.ts'
import type { KeptWorker } from '../keep/kept-task.ts'

/** What one agent is told, line by line: each once, whichever drivers say it. */
export class ToldLines {
  readonly #workers: Pick<WorkerVerbs, 'toldToRun' | 'tellRun'>
  readonly #worker: KeptWorker
  /** What was told by others and has not been said here, and how often. */
  readonly #ahead = new Map<string, number>()
  #length = 0

  constructor(workers: Pick<WorkerVerbs, 'toldToRun' | 'tellRun'>, worker: KeptWorker) {
    this.#workers = workers
    this.#worker = worker
  }

  /** These came with its worker, and nobody says them. What was told after them is looked at once something is to be: asking for it takes a while. */
  begin(lines: readonly string[]): void {
    this.#length = Buffer.byteLength(lines.map((line) => `${line}\n`).join(''))
  }

  /** Looks at what has been told by now. */
  async #read(): WorkerResult<void> {
    const told = await this.#workers.toldToRun(this.#worker)
    if (!told.ok) return told
    for (const line of told.value.subarray(this.#length).toString().split('\n').slice(0, -1))
      this.#ahead.set(line, (this.#ahead.get(line) ?? 0) + 1)
    this.#length = told.value.length
    return ok(undefined)
  }

  /** An empty line is the last one that it hears. */
  async tell(line: string): WorkerResult<void> {
    for (;;) {
      const ahead = this.#ahead.get(line) ?? 0
      if (ahead > 0) {
        this.#ahead.set(line, ahead - 1)
        return ok(undefined)
      }
      const text = `${line}\n`
      const told = await this.#workers.tellRun({ ...this.#worker, after: this.#length, text })
      if (!told.ok) return told
      if (told.value) {
        this.#length += Buffer.byteLength(text)
        return ok(undefined)
      }
      const read = await this.#read()
      if (!read.ok) return read
    }
  }
}
