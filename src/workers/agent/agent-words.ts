import { findForm } from '../../agents/forms.ts'
import { gistOfAnswer } from '../../agents/gist-of-answer.ts'
import type { ControlClient } from '../../tmux/control-client.ts'
import type { MainPane } from '../../tmux/main-pane.ts'
import { answerIn, readKeptText } from './kept.ts'

/** It is read without anybody's asking, and at most a line of it is shown. */
const mostBytes = 2 ** 20

/** What an agent's last answer begins with, where its hooks keep it: read once for each end of its work, however often it is asked for. */
export class AgentWords {
  readonly #client: ControlClient
  readonly #agent: string
  #of: number | undefined
  #gist: string | undefined

  constructor(client: ControlClient, agent: string) {
    this.#client = client
    this.#agent = agent
  }

  /** `undefined` while it does something else than rest, and of those whose answers are elsewhere. */
  async gist({ said }: Pick<MainPane, 'said'>): Promise<string | undefined> {
    if (said?.activity !== 'idle' || said.by === 'screen') return undefined
    const since = said.since.getTime()
    if (this.#of !== since) {
      this.#gist = await this.#read()
      this.#of = since
    }
    return this.#gist
  }

  async #read(): Promise<string | undefined> {
    const form = findForm(this.#agent, {})
    const place = form.ok ? form.value.answer : undefined
    // Transcripts grow with the talk, and are read only for who asks for an answer.
    if (place?.in !== 'hook') return undefined
    const text = await readKeptText(this.#client, 'answer', { mostBytes })
    const answer = text && (await answerIn(this.#client, place, { text, prompt: '', isAwaited: false }))
    return answer === undefined ? undefined : gistOfAnswer(answer)
  }
}
