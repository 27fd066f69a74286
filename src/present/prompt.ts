import type { PromptProof } from '../workers/verbs.ts'

/** What there is to say of a prompt that an agent has; nothing where it took it as it was. */
export const proofRemark = (worker: string, { by, isExact }: PromptProof): string | undefined => {
  if (by === 'queue') return `${worker} is at work, and takes it when it is done.`
  if (by === 'echo')
    return `${worker}’s terminal shows the words and went on at Enter; what its agent made of them, hal can’t know.`
  if (isExact === false)
    return `${worker} took it with other words around it: something else was typed there, too.`
  return undefined
}
