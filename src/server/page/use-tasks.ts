import { useEffect, useState } from 'preact/hooks'
import type { Task } from '../../client/client.ts'
import { get, Refusal } from './api.ts'

const againMs = 1000

/** The newest first, asked for again now and then while they are shown; `undefined`: not yet known. */
export function useTasks(isShown: boolean): readonly Task[] | undefined {
  const [tasks, setTasks] = useState<readonly Task[]>()
  useEffect(() => {
    if (!isShown) return
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      try {
        const listed = await get<{ tasks: readonly Task[] }>('/tasks')
        if (!isOver) setTasks(listed.tasks.toReversed())
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        // What is shown of a worker must not wait for it.
        if (!isOver) setTasks((before) => before ?? [])
      }
      if (!isOver) timer = setTimeout(ask, againMs)
    }
    void ask()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [isShown])
  return tasks
}

export const hasEnded = ({ status }: Task): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled'
