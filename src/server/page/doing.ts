import { useCallback, useState } from 'preact/hooks'
import { Refusal } from './api.ts'

export interface Toast {
  readonly words: string
  readonly isBad: boolean
}

/** Does something and says how it went; answers whether it went well. `done` may say more once it is known what came of it. */
export type Doing = <T>(done: string | ((answer: T) => string), task: () => Promise<T>) => Promise<boolean>

export interface Acts {
  readonly doing: Doing
  /** Why the last of it could not be done. */
  readonly complaint: string | undefined
}

export function useDoing(): Acts & { readonly toast: Toast | undefined } {
  const [toast, setToast] = useState<Toast>()
  const doing = useCallback<Doing>(async (done, task) => {
    setToast(undefined)
    try {
      const answer = await task()
      setToast({ words: typeof done === 'string' ? done : done(answer), isBad: false })
      return true
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setToast({ words: error.message, isBad: true })
      return false
    }
  }, [])
  return { toast, doing, complaint: toast?.isBad === true ? toast.words : undefined }
}
