import type { Task } from '../../client/client.ts'
import { formatBytes } from '../../lib/bytes.ts'
import type { WorkerRow } from '../wire.ts'
import { glyphs, moodsInOrder } from './looks.ts'
import { Row, Rows, saysAll } from './row.tsx'
import { promptLine, wordOfTask } from './task-list.tsx'
import { hasEnded } from './use-tasks.ts'

/** Those that need somebody first, then by name. */
export const inOrder = (workers: readonly WorkerRow[]): readonly WorkerRow[] =>
  workers.toSorted((one, other) => moodsInOrder.indexOf(one.mood) - moodsInOrder.indexOf(other.mood))

export const fits = (worker: WorkerRow, filter: string): boolean => {
  const { name, state, agent, branch, profile, image, lastLine, remark } = worker
  return saysAll([name, state, agent, branch, profile, image, lastLine, remark], filter)
}

interface WorkerListProps {
  readonly workers: readonly WorkerRow[]
  readonly tasks: readonly Task[]
  readonly selected: string | undefined
  readonly now: Date
  readonly onSelect: (name: string) => void
}

export function WorkerList({ workers, tasks, selected, now, onSelect }: WorkerListProps) {
  return (
    <Rows label="workers" heads={['worker', 'state', 'for', 'agent', 'cpu mem', 'last']}>
      {workers.map((worker) => (
        <Row
          key={worker.name}
          {...{ mood: worker.mood, glyph: glyphs[worker.mood], name: worker.name, state: worker.state }}
          {...{ since: dateOf(worker.since), agent: worker.agent, load: loadWords(worker), now }}
          last={lastOf(
            worker,
            tasks.find(({ id }) => id === worker.task),
          )}
          isSelected={worker.name === selected}
          onSelect={() => onSelect(worker.name)}
        />
      ))}
    </Rows>
  )
}

/** Of one that was started for a task, what that came to and was asked for: its agent's own lines are for programs. */
function lastOf({ remark, lastLine, branch, task: id }: WorkerRow, task: Task | undefined): string {
  if (task === undefined) return remark ?? (id === null ? lastLine : (branch ?? ''))
  if (!hasEnded(task)) return remark ?? promptLine(task)
  return [wordOfTask(task), promptLine(task), ...(branch === null ? [] : [branch])].join(' · ')
}

const dateOf = (text: string | null): Date | undefined => (text === null ? undefined : new Date(text))

const loadWords = ({ cpuPercent, memoryBytes, memoryLimitBytes }: WorkerRow): string =>
  memoryBytes === null
    ? ''
    : `${cpuPercent === null ? '–' : `${Math.round(cpuPercent)}%`} ${formatBytes(memoryBytes)}/${formatBytes(memoryLimitBytes)}`
