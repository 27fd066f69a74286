import type { ComponentChildren } from 'preact'
import { formatAge } from '../../present/duration.ts'
import type { WorkerRow } from '../wire.ts'
import { glyphs, moodsInOrder } from './looks.ts'
import type { ShownFleet } from './use-fleet.ts'

/** How many are in which state; the same words stand in the window's title. */
export function rollUp(workers: readonly WorkerRow[]) {
  return moodsInOrder.flatMap((mood) => {
    const count = workers.filter((worker) => worker.mood === mood).length
    return count === 0 ? [] : [{ mood, glyph: glyphs[mood], count }]
  })
}

interface HeaderProps {
  readonly fleet: ShownFleet
  readonly now: Date
  readonly children: ComponentChildren
}

export function Header({ fleet: { link, engine, workers }, now, children }: HeaderProps) {
  return (
    <header>
      <h1>hal</h1>
      <p class="roll-up" role="status">
        {rollUp(workers).map(({ mood, glyph, count }) => (
          <span key={mood} class={`mood ${mood}`}>
            {glyph} {count} <span class="word">{mood}</span>
          </span>
        ))}
        {workers.length === 0 && link.kind === 'live' ? <span class="dim">no workers</span> : null}
      </p>
      <p class="engine">
        {engine === undefined ? null : engine.lostSince === null ? (
          <span class="dim name">{engine.name}</span>
        ) : (
          <span class="bad">
            {engine.name} hasn’t answered for {formatAge(new Date(engine.lostSince), now)}
          </span>
        )}
        {link.kind === 'lost' ? <span class="bad"> {link.why} · trying again</span> : null}
      </p>
      {children}
    </header>
  )
}
