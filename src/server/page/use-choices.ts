import { useEffect, useState } from 'preact/hooks'
import { get, Refusal } from './api.ts'

/** What the server has to choose from: nothing until it has said so, and where it can't. */
export function useChoices<T>(path: string, field: string): readonly T[] {
  const [choices, setChoices] = useState<readonly T[]>([])
  useEffect(() => {
    let isOver = false
    get<Readonly<Record<string, readonly T[]>>>(path)
      .then((answer) => {
        if (!isOver) setChoices(answer[field] ?? [])
      })
      .catch((error: unknown) => {
        // The form can be filled in without.
        if (!(error instanceof Refusal)) throw error
      })
    return () => {
      isOver = true
    }
  }, [path, field])
  return choices
}
