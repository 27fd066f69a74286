/**
 * Where an agent's last answer is, once it is idle: in what its hook said, or in its transcript. What hooks say of two turns MUST differ, also where the
 * answers don't: by that a new one is known.
 */
export type AnswerPlace =
  | { readonly in: 'hook'; readonly key: string }
  | {
      readonly in: 'transcript'
      /** The hook's key with the transcript's path. */
      readonly pathKey: string
      /** The answer to the last prompt, where that is this one; `undefined`: it is not there yet. */
      readonly read: (transcript: string, prompt: string) => string | undefined
    }

/** What a hook said, of which nothing is to be trusted. */
export type Kept = Readonly<Record<string, unknown>>

export function readKept(text: string | undefined): Kept {
  try {
    const parsed: unknown = JSON.parse(text ?? '{}')
    return typeof parsed === 'object' && parsed !== null ? Object.fromEntries(Object.entries(parsed)) : {}
  } catch {
    return {}
  }
}

export const textIn = (kept: Kept, key: string): string | undefined => {
  const value = kept[key]
  return typeof value === 'string' ? value : undefined
}

/** A transcript of one JSON object a line; what can't be read is left out, as the last line may still be written. */
export const objectsIn = (transcript: string): readonly Kept[] =>
  transcript.split('\n').flatMap((line) => {
    const kept = line.trim() === '' ? {} : readKept(line)
    return Object.keys(kept).length === 0 ? [] : [kept]
  })

/** Whether a transcript's words of the person's are this prompt: agents put things around it. */
export const isPrompt = (said: string, prompt: string): boolean => said.includes(firstLine(prompt))

const firstLine = (prompt: string): string => prompt.trim().split('\n', 1)[0]?.trim().split('\t', 1)[0] ?? ''
