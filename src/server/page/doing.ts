import { useCallback, useState } from 'preact/hooks'
import { Refusal } from './api.ts'

export interface Toast {
  readonly words: string
  readonly isBad: boolean
}

/** Does something and says how it went; answers whether it went well. */
export type Doing = (done: string, task: () => Promise<unknown>) => Promise<boolean>

export function useDoing(): { readonly toast: Toast | undefined; readonly doing: Doing } {
  const [toast, setToast] = useState<Toast>()
  const doing = useCallback<Doing>(async (done, task) => {
    setToast(undefined)
    try {
      await task()
      setToast({ words: done, isBad: false })
      return true
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      setToast({ words: error.message, isBad: true })
      return false
    }
  }, [])
  return { toast, doing }
}
