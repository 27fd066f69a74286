import { setTimeout as after } from 'node:timers/promises'
import { type AnswerPlace, readKept, textIn } from '../../agents/answer.ts'
import type { ControlClient } from '../../tmux/control-client.ts'
import { readFile } from '../../tmux/read-file.ts'
import { inside } from '../reach/inside.ts'
import { pathInTmux } from '../reach/path-in-tmux.ts'

/** What an agent's hook said last, whole; `undefined` where nothing is kept, or more than `mostBytes`. */
export async function readKeptText(
  client: ControlClient,
  name: 'prompt' | 'answer',
  limits: { readonly mostBytes?: number } = {},
): Promise<string | undefined> {
  const kept = await readFile(client, await pathInTmux(client, inside.kept(name)), limits)
  return kept.ok ? kept.value : undefined
}

interface Kept {
  readonly text: string
  /** What it is the answer to; empty: whatever it was. */
  readonly prompt: string
  /** Some write their transcript a moment after their hook: it is waited for. */
  readonly isAwaited: boolean
}

const looks = 20
const betweenLooksMs = 100

/** The agent's last answer by what was kept of it; `undefined` where there is none. */
export async function answerIn(
  client: ControlClient,
  place: AnswerPlace,
  { text, prompt, isAwaited }: Kept,
): Promise<string | undefined> {
  const kept = readKept(text)
  if (place.in === 'hook') return textIn(kept, place.key)
  const path = textIn(kept, place.pathKey)
  for (let look = 0; path !== undefined; look += 1) {
    const file = await readFile(client, path)
    const answer = file.ok && file.value !== undefined ? place.read(file.value, prompt) : undefined
    if (answer !== undefined || !isAwaited || look === looks) return answer
    await after(betweenLooksMs)
  }
  return undefined
}
