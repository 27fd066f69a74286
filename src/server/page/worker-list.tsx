import { formatBytes } from '../../lib/bytes.ts'
import { formatAge } from '../../present/duration.ts'
import type { WorkerRow } from '../wire.ts'
import { glyphs, moodsInOrder } from './looks.ts'

/** Those that need somebody first, then by name. */
export const inOrder = (workers: readonly WorkerRow[]): readonly WorkerRow[] =>
  workers.toSorted((one, other) => moodsInOrder.indexOf(one.mood) - moodsInOrder.indexOf(other.mood))

/** All words of the filter stand somewhere in what its row says. */
export const fits = (worker: WorkerRow, filter: string): boolean => {
  const { name, state, agent, branch, profile, image, lastLine, remark } = worker
  const said = [name, state, agent, branch, profile, image, lastLine, remark].join(' ').toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word))
}

interface WorkerListProps {
  readonly workers: readonly WorkerRow[]
  readonly selected: string | undefined
  readonly now: Date
  readonly onSelect: (name: string) => void
}

export function WorkerList({ workers, selected, now, onSelect }: WorkerListProps) {
  return (
    <ul class="rows" aria-label="workers">
      {workers.map((worker) => (
        <li key={worker.name}>
          <button
            type="button"
            class={`row ${worker.mood}`}
            aria-current={worker.name === selected}
            onClick={() => onSelect(worker.name)}
          >
            <span class="glyph" aria-hidden="true">
              {glyphs[worker.mood]}
            </span>
            <span class="name">{worker.name}</span>
            <span class="state">{worker.state}</span>
            <span class="for">{formatAge(dateOf(worker.since), now)}</span>
            <span class="agent">{worker.agent}</span>
            <span class="load">{loadWords(worker)}</span>
            <span class="last">{worker.remark ?? worker.lastLine}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

const dateOf = (text: string | null): Date | undefined => (text === null ? undefined : new Date(text))

const loadWords = ({ cpuPercent, memoryBytes, memoryLimitBytes }: WorkerRow): string =>
  memoryBytes === null
    ? ''
    : `${cpuPercent === null ? '–' : `${Math.round(cpuPercent)}%`} ${formatBytes(memoryBytes)}/${formatBytes(memoryLimitBytes)}`
