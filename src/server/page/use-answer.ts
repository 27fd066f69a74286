import { useEffect, useState } from 'preact/hooks'
import { get, Refusal } from './api.ts'

interface Asked<T> {
  /** `undefined`: it has not come yet, or was refused. */
  readonly answer: T | undefined
  /** Why it was refused. */
  readonly refused: string | undefined
}

/** What the server says there, asked once for each address. */
export function useAnswer<T>(path: string): Asked<T> {
  const [answer, setAnswer] = useState<T>()
  const [refused, setRefused] = useState<string>()
  useEffect(() => {
    let isOver = false
    get<T>(path)
      .then((told) => {
        if (!isOver) setAnswer(told)
      })
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error
        if (!isOver) setRefused(error.message)
      })
    return () => {
      isOver = true
    }
  }, [path])
  return { answer, refused }
}
