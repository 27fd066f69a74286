import type { Readable, Writable } from 'node:stream'
import type { AgentEvent } from '../../src/agents/stream/agent-event.ts'
import type { Heard, Permission, Talk } from '../../src/agents/talk.ts'
import { TalkReader } from '../../src/agents/talk-reader.ts'

export interface TalkOver {
  readonly talk: Talk
  /** An agent's stdin and stdout. */
  readonly agent: { readonly input: Writable; readonly output: Readable }
  /** The `id` of one of its options; `undefined`: none of them. */
  readonly decide?: (asked: Permission) => string | undefined
  /** What it is prompted one after the other, once it has answered the first. */
  readonly prompts?: readonly string[]
  readonly heard?: (event: AgentEvent) => void
}

/** Has a whole talk with an agent, over whatever it can be reached by. Ends with its output, or where it is to stop. */
export async function talkOver({ talk, agent, decide, prompts = [], heard }: TalkOver): Promise<void> {
  const reader = new TalkReader(talk)
  const next = [...prompts]
  const say = (says: readonly object[] = []): void => {
    for (const said of says) agent.input.write(`${JSON.stringify(said)}\n`)
  }
  const deal = ({ events = [], says, asks = [], isOver = false }: Heard): void => {
    for (const event of events) heard?.(event)
    say(says)
    for (const asked of asks) say(talk.answer(asked.id, decide?.(asked)))
    if (!isOver) return
    const prompt = next.shift()
    if (prompt === undefined) agent.input.end()
    else say(talk.prompt(prompt))
  }
  say(talk.open())
  for await (const bytes of agent.output) for (const each of reader.read(bytes as Buffer)) deal(each)
  deal(reader.end())
}
