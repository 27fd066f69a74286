import { formatAge } from '../../present/duration.ts'
import type { TaskRow } from './use-tasks.ts'

const glyphs: Readonly<Record<TaskRow['status'], string>> = {
  pending: '◔',
  running: '◐',
  waiting_input: '●',
  completed: '✓',
  failed: '✗',
  cancelled: '·',
}

/** A task's colour is that of a worker which does the same. */
export const moodOfTask: Readonly<Record<TaskRow['status'], string>> = {
  pending: 'moving',
  running: 'working',
  waiting_input: 'waiting',
  completed: 'done',
  failed: 'failed',
  cancelled: 'exited',
}

interface TaskListProps {
  readonly tasks: readonly TaskRow[]
  readonly selected: string | undefined
  readonly now: Date
  readonly onSelect: (id: string) => void
}

export function TaskList({ tasks, selected, now, onSelect }: TaskListProps) {
  return (
    <ul class="rows tasks" aria-label="tasks">
      {tasks.map(({ id, status, agent, createdAt, prompt, questions = [] }) => (
        <li key={id}>
          <button
            type="button"
            class={`row ${moodOfTask[status]}`}
            aria-current={id === selected}
            onClick={() => onSelect(id)}
          >
            <span class="glyph" aria-hidden="true">
              {glyphs[status]}
            </span>
            <span class="name">{id}</span>
            <span class="state">{status.replace('_', ' ')}</span>
            <span class="for">{formatAge(new Date(createdAt), now)}</span>
            <span class="agent">{agent}</span>
            <span class="last">{questions[0]?.title || prompt.trim().split('\n')[0]}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

export const taskFits = ({ id, status, agent, prompt }: TaskRow, filter: string): boolean =>
  filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => `${id} ${status} ${agent} ${prompt}`.toLowerCase().includes(word))
