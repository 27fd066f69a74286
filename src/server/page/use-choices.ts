import { useAnswer } from './use-answer.ts'

/** What the server has to choose from: nothing until it has said so, and where it can't: the form can be filled in without. */
export function useChoices<T>(path: string, field: string): readonly T[] {
  return useAnswer<Readonly<Record<string, readonly T[]>>>(path).answer?.[field] ?? []
}
