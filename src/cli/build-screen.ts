import type { BuildUpdate } from '../images/layer-state.ts'
import { afterMs, type BuildView, buildLine, noBuild, withUpdate } from '../present/build.ts'
import { buildLines } from '../present/build-picture.ts'
import type { Paint } from '../present/style.ts'
import { LiveLines } from './live-lines.ts'
import { sizeOf } from './terminal-size.ts'

/** A second is never skipped. */
const betweenTicksMs = 500

/** A build on a stream: a tree that lives on a terminal, one line a change in a pipe. `end` it, or it keeps on ticking. */
export class BuildScreen implements Disposable {
  readonly #stream: NodeJS.WriteStream
  readonly #live: LiveLines
  readonly #ticks: NodeJS.Timeout | undefined
  readonly #paint: Paint
  #view: BuildView = noBuild
  #drawnMs = performance.now()
  #hasEnded = false

  constructor(stream: NodeJS.WriteStream, paint: Paint) {
    this.#stream = stream
    this.#paint = paint
    this.#live = new LiveLines(stream, stream.isTTY)
    this.#ticks = this.#live.isLive ? setInterval(this.#draw, betweenTicksMs) : undefined
    if (this.#live.isLive) stream.on('resize', this.#draw)
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
    this.#live.finish(this.#lines())
  }

  [Symbol.dispose](): void {
    this.end()
  }

  /** The whole of it, however low the screen is. */
  end(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    clearInterval(this.#ticks)
    this.#stream.off('resize', this.#draw)
    if (this.#live.isLive && this.#view.size > 0) this.#live.finish(this.#lines())
  }

  readonly #draw = (): void => {
    const nowMs = performance.now()
    this.#view = afterMs(this.#view, nowMs - this.#drawnMs)
    this.#drawnMs = nowMs
    this.#live.show(this.#lines(this.#live.room))
  }

  #lines(rows?: number): readonly string[] {
    const { columns } = sizeOf(this.#stream)
    return buildLines(this.#view, { columns, paint: this.#paint, ...(rows !== undefined && { rows }) })
  }
}
