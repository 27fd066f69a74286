import { type AnswerPlace, readKept, textIn } from '../agents/answer.ts'
import type { ControlClient } from '../tmux/control-client.ts'
import { readFile } from '../tmux/read-file.ts'
import { inside } from './inside.ts'

/** What an agent's hook said last, whole; `undefined` where nothing is kept. */
export async function readKeptText(
  client: ControlClient,
  name: 'prompt' | 'answer',
): Promise<string | undefined> {
  const kept = await readFile(client, inside.kept(name))
  return kept.ok ? kept.value : undefined
}

/** The agent's last answer by what was kept of it; `undefined` where there is none. */
export async function answerIn(
  client: ControlClient,
  place: AnswerPlace,
  text: string,
): Promise<string | undefined> {
  const kept = readKept(text)
  if (place.in === 'hook') return textIn(kept, place.key)
  const path = textIn(kept, place.pathKey)
  const file = path === undefined ? undefined : await readFile(client, path)
  return file?.ok && file.value !== undefined ? place.read(file.value) : undefined
}
