import type { BuildUpdate } from '../images/layer-state.ts'
import { afterMs, type BuildView, buildLine, buildLines, noBuild, withUpdate } from '../present/build.ts'
import { LiveLines } from './live-lines.ts'

/** A second is never skipped. */
const betweenTicksMs = 500

/** A build on a stream: a tree that lives on a terminal, one line a change in a pipe. `end` it, or it keeps on ticking. */
export class BuildScreen implements Disposable {
  readonly #stream: NodeJS.WriteStream
  readonly #live: LiveLines
  readonly #ticks: NodeJS.Timeout | undefined
  #view: BuildView = noBuild
  #drawnMs = performance.now()

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream
    this.#live = new LiveLines(stream, stream.isTTY)
    this.#ticks = this.#live.isLive ? setInterval(() => this.#draw(), betweenTicksMs) : undefined
  }

  readonly take = (update: BuildUpdate): void => {
    if (this.#live.isLive) {
      this.#draw()
      this.#view = withUpdate(this.#view, update)
      this.#draw()
      return
    }
    const line = buildLine(update)
    if (line !== undefined) this.#stream.write(`${line}\n`)
  }

  /** What is drawn stays where it is, and what comes is drawn below it: for a remark between. */
  makeRoom(): void {
    this.#live.end()
  }

  [Symbol.dispose](): void {
    this.end()
  }

  end(): void {
    clearInterval(this.#ticks)
    this.#live.end()
  }

  #draw(): void {
    const nowMs = performance.now()
    this.#view = afterMs(this.#view, nowMs - this.#drawnMs)
    this.#drawnMs = nowMs
    this.#live.show(buildLines(this.#view, this.#stream.columns ?? 80))
  }
}
