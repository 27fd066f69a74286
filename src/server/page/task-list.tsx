import type { Task } from '../../client/client.ts'
import { shortTrouble } from '../../present/short-trouble.ts'
import { Row, Rows, saysAll } from './row.tsx'

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

/** As `hal tasks` has them. */
export const wordOfTask = ({ status, failure }: Task): string => {
  if (status === 'waiting_input') return 'waiting'
  return failure === undefined ? status : `${status}: ${shortTrouble(failure.reason)}`
}

/** The first line of what was asked for. */
export const promptLine = ({ prompt }: Task): string => prompt.trim().split('\n')[0] ?? ''

/** Those that wait for an answer first, then the newest. */
export const tasksInOrder = (tasks: readonly Task[]): readonly Task[] =>
  tasks.toSorted((one, other) => Number(hasAnsweredAll(one)) - Number(hasAnsweredAll(other)))

const hasAnsweredAll = ({ status }: Task): boolean => status !== 'waiting_input'

interface TaskListProps {
  readonly tasks: readonly Task[]
  readonly selected: string | undefined
  readonly now: Date
  readonly onSelect: (id: string) => void
}

export function TaskList({ tasks, selected, now, onSelect }: TaskListProps) {
  return (
    <Rows label="tasks" heads={['task', 'state', 'age', 'agent', 'prompt']}>
      {tasks.map((task) => (
        <Row
          key={task.id}
          {...{
            mood: moodOfTask[task.status],
            glyph: glyphs[task.status],
            name: task.id,
            state: wordOfTask(task),
          }}
          {...{ since: new Date(task.createdAt), agent: task.agent, now, isSelected: task.id === selected }}
          last={task.questions?.[0]?.title || promptLine(task)}
          onSelect={() => onSelect(task.id)}
        />
      ))}
    </Rows>
  )
}

export const taskFits = (task: Task, filter: string): boolean =>
  saysAll([task.id, wordOfTask(task), task.agent, task.prompt], filter)
