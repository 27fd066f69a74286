import { useEffect, useState } from 'preact/hooks'
import type { Question } from '../../tasks/task.ts'
import { get, Refusal } from './api.ts'

/** A task as the server lists it. */
export interface TaskRow {
  readonly id: string
  readonly status: 'pending' | 'running' | 'waiting_input' | 'completed' | 'failed' | 'cancelled'
  readonly createdAt: string
  readonly endedAt?: string
  readonly agent: string
  readonly prompt: string
  readonly branch: string | null
  readonly worker: string | null
  readonly talk?: 'acts' | 'asks'
  readonly questions?: readonly Question[]
  readonly answer?: string
  readonly filesModified?: readonly string[] | null
  readonly usage?: {
    readonly inputTokens: number
    readonly outputTokens: number
    readonly costUsd?: number
  } | null
  readonly failure?: { readonly reason: string; readonly message: string; readonly next?: string }
}

const againMs = 1000

/** The newest first, asked for again now and then while they are shown; `undefined`: not yet known. */
export function useTasks(isShown: boolean): readonly TaskRow[] | undefined {
  const [tasks, setTasks] = useState<readonly TaskRow[]>()
  useEffect(() => {
    if (!isShown) return
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const ask = async () => {
      try {
        const listed = await get<{ tasks: readonly TaskRow[] }>('/tasks')
        if (!isOver) setTasks(listed.tasks.toReversed())
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
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

export const hasEnded = ({ status }: TaskRow): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled'
