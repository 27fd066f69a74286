import { readKept, textIn } from '../../agents/answer.ts'
import type { AgentForm } from '../../agents/form.ts'
import { ownPlace } from '../../agents/own-place.ts'
import type { ControlClient } from '../../tmux/control-client.ts'
import type { WorkersContext } from '../context.ts'
import { inside } from '../reach/inside.ts'
import { insideRun } from '../reach/inside-run.ts'
import type { KeptText } from '../state/explanation.ts'
import type { Worker } from '../worker.ts'
import { answerIn, readKeptText } from './kept.ts'

export interface KeptTexts {
  readonly prompt: KeptText | undefined
  readonly answer: KeptText | undefined
}

export const noTexts: KeptTexts = { prompt: undefined, answer: undefined }

interface Keeping {
  readonly worker: Pick<Worker, 'containerId'>
  readonly agent: Pick<AgentForm, 'answer'>
  /** An answer that is only about to be written is waited for. */
  readonly isAwaited: boolean
}

/** What an agent was asked last and what it said last, as its hooks kept them, and when. */
export async function readKeptTexts(
  context: WorkersContext,
  client: ControlClient,
  { worker, agent, isAwaited }: Keeping,
): Promise<KeptTexts> {
  const [prompt, answer] = [await readKeptText(client, 'prompt'), await readKeptText(client, 'answer')]
  if (prompt === undefined && answer === undefined) return noTexts
  const asked = textIn(readKept(prompt), 'prompt')
  const said =
    answer === undefined || agent.answer === undefined
      ? undefined
      : await answerIn(client, agent.answer, { text: answer, prompt: '', isAwaited })
  const times = await keptTimes(context, worker)
  return { prompt: keptText(asked, times[0]), answer: keptText(said, times[1]) }
}

const keptText = (text: string | undefined, at: Date | undefined): KeptText | undefined =>
  text === undefined ? undefined : { text, at }

/** When the two were kept, by the worker's clock. */
async function keptTimes(
  context: WorkersContext,
  { containerId }: Pick<Worker, 'containerId'>,
): Promise<readonly (Date | undefined)[]> {
  const engine = await context.engine()
  if (!engine.ok) return []
  const time = (file: string) => `date -r ${file} +%s 2>/dev/null || stat -c %Y ${file} 2>/dev/null || echo`
  const script = [inside.kept('prompt'), inside.kept('answer')].map(ownPlace).map(time).join('; ')
  const ran = await insideRun(engine.value, containerId, context.signal)({ script })
  if (!ran.ok) return []
  return ran.value.stdout
    .toString()
    .split('\n')
    .map((line) => (/^\d+$/.test(line) ? new Date(Number(line) * 1000) : undefined))
}
