import type { Launch, LaunchWish, TalkForm } from '../form.ts'
import { OpenAsks } from '../open-asks.ts'
import type { AgentEvent } from '../stream/agent-event.ts'
import { textAt } from '../stream/fields.ts'
import type { Heard, Talk, TalkWish } from '../talk.ts'
import { askingOf, refusalOf } from './asks.ts'
import { claudeLines } from './stream.ts'

/** `claude --print`, which hears its prompts, and what it may do, in lines of its stdin. */
export const claudeTalk = (launch: (wish: LaunchWish) => Launch): TalkForm => ({
  launch: ({ resume, ...wish }) => {
    const inTerminal = launch(wish)
    return {
      ...inTerminal,
      argv: [
        ...inTerminal.argv,
        ...['--print', '--input-format', 'stream-json', '--permission-prompt-tool', 'stdio'],
        ...['--output-format', 'stream-json', '--verbose', '--include-partial-messages'],
        ...(resume === undefined ? [] : ['--resume', resume]),
      ],
    }
  },
  begin: (wish) => new ClaudeTalk(wish),
})

class ClaudeTalk implements Talk {
  readonly #first: string
  readonly #lines = claudeLines()
  readonly #asks = new OpenAsks()
  #isAtWork = false

  constructor({ prompt }: TalkWish) {
    this.#first = prompt
  }

  open(): readonly object[] {
    return this.prompt(this.#first)
  }

  prompt(text: string): readonly object[] {
    this.#isAtWork = true
    return [{ type: 'user', message: { role: 'user', content: [{ type: 'text', text }] } }]
  }

  answer(id: string, option: string | undefined): readonly object[] {
    return this.#asks.answer(id, option)
  }

  hear(said: object): Heard | undefined {
    switch (textAt(said, 'type')) {
      case 'control_request': {
        const asking = askingOf(said)
        return asking === undefined ? { says: [refusalOf(said)] } : this.#asks.add(nameOf(said), asking)
      }
      // Somebody else answered in a person’s place: it pays no heed to another answer.
      case 'control_cancel_request':
        return { withdraws: this.#asks.withdrawn(nameOf(said)) }
      case 'result':
        this.#isAtWork = false
        return { events: this.#lines.read(said) ?? [], isOver: true }
      default: {
        const events = this.#lines.read(said)
        // What follows is lost where a signal did it.
        if (events?.some(({ type }) => type === 'interrupted') === true) this.#isAtWork = false
        return events && { events }
      }
    }
  }

  end(): readonly AgentEvent[] {
    return this.#isAtWork ? [{ type: 'cut' }] : []
  }
}

const nameOf = (said: object): string => textAt(said, 'request_id') ?? ''
