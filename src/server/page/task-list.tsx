import type { Task } from '../../client/client.ts'
import { Row, saysAll } from './row.tsx'

const glyphs: Readonly<Record<Task['status'], string>> = {
  pending: '◔',
  running: '◐',
  waiting_input: '●',
  completed: '✓',
  failed: '✗',
  cancelled: '·',
}

/** A task's colour is that of a worker which does the same. */
export const moodOfTask: Readonly<Record<Task['status'], string>> = {
  pending: 'moving',
  running: 'working',
  waiting_input: 'waiting',
  completed: 'done',
  failed: 'failed',
  cancelled: 'exited',
}

interface TaskListProps {
  readonly tasks: readonly Task[]
  readonly selected: string | undefined
  readonly now: Date
  readonly onSelect: (id: string) => void
}

export function TaskList({ tasks, selected, now, onSelect }: TaskListProps) {
  return (
    <ul class="rows tasks" aria-label="tasks">
      {tasks.map(({ id, status, agent, createdAt, prompt, questions = [] }) => (
        <Row
          key={id}
          {...{ mood: moodOfTask[status], glyph: glyphs[status], name: id, state: status.replace('_', ' ') }}
          {...{ since: new Date(createdAt), agent, now, isSelected: id === selected }}
          last={questions[0]?.title || (prompt.trim().split('\n')[0] ?? '')}
          onSelect={() => onSelect(id)}
        />
      ))}
    </ul>
  )
}

export const taskFits = ({ id, status, agent, prompt }: Task, filter: string): boolean =>
  saysAll([id, status, agent, prompt], filter)
