import type { ComponentChildren } from 'preact'
import { formatAge } from '../../present/duration.ts'

interface RowProps {
  /** Its colour. */
  readonly mood: string
  readonly glyph: string
  readonly name: string
  readonly state: string
  /** `undefined`: nobody knows since when. */
  readonly since: Date | undefined
  readonly agent: string
  readonly load?: string
  /** What is new of it. */
  readonly last: string
  readonly isSelected: boolean
  readonly now: Date
  readonly onSelect: () => void
}

interface RowsProps {
  readonly label: string
  /** What stands below each other, from the name on, where there is room to say so. */
  readonly heads: readonly string[]
  readonly children: ComponentChildren
}

/** All workers, or all tasks. */
export function Rows({ label, heads, children }: RowsProps) {
  return (
    <div class={`rows ${label}`}>
      <p class="row heads" aria-hidden="true">
        <span />
        {heads.map((head) => (
          <span key={head}>{head}</span>
        ))}
      </p>
      <ul aria-label={label}>{children}</ul>
    </div>
  )
}

/** A worker, or a task, in a list. */
export function Row({
  mood,
  glyph,
  name,
  state,
  since,
  agent,
  load,
  last,
  isSelected,
  now,
  onSelect,
}: RowProps) {
  return (
    <li>
      <button type="button" class={`row ${mood}`} aria-current={isSelected} onClick={onSelect}>
        <span class="glyph" aria-hidden="true">
          {glyph}
        </span>
        <span class="name">{name}</span>
        <span class="state">{state}</span>
        <span class="for">{formatAge(since, now)}</span>
        <span class="agent">{agent}</span>
        {load === undefined ? null : <span class="load">{load}</span>}
        <span class="last">{last}</span>
      </button>
    </li>
  )
}

/** All words of the filter stand somewhere in what a row says. */
export function saysAll(said: readonly unknown[], filter: string): boolean {
  const text = said.join(' ').toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
