import { listAt, textAt } from './stream/fields.ts'
import type { Permission, PermissionOption } from './talk.ts'

/** One line of an agent’s that wants an answer: to one thing, or to several questions at once. */
export interface Asking {
  readonly asks: readonly Omit<Permission, 'id'>[]
  /** The one answer to all of them: the option that was chosen for each, in their order; `undefined`: none of them. */
  readonly reply: (chosen: readonly (string | undefined)[]) => object
}

/** What an agent has asked in a talk, and nobody has answered. Each gets a number: the same again, where the same is asked again. */
export class OpenAsks {
  readonly #open = new Map<string, (option: string | undefined) => readonly object[]>()
  /** By the agent's name for its line: what is asked in it. */
  readonly #asked = new Map<string, readonly string[]>()
  #numbers = 0

  /** What is to be answered; nothing, where the answer can be said at once: then `says` has it. */
  add(
    line: string,
    { asks, reply }: Asking,
  ): { readonly asks: readonly Permission[]; readonly says: readonly object[] } {
    const chosen = asks.map((): string | undefined => undefined)
    let missing = asks.length
    const numbered = asks.map((ask, index) => {
      const id = String(++this.#numbers)
      this.#open.set(id, (option) => {
        chosen[index] = ask.options.some((offered) => offered.id === option) ? option : undefined
        missing -= 1
        return missing === 0 ? [reply(chosen)] : []
      })
      return { id, ...ask }
    })
    this.#asked.set(
      line,
      numbered.map(({ id }) => id),
    )
    return { asks: numbered, says: missing === 0 ? [reply(chosen)] : [] }
  }

  /** What is said when that one is answered: nothing, where others of the same line are still open, or it is answered already. */
  answer(id: string, option: string | undefined): readonly object[] {
    const answered = this.#open.get(id)
    this.#open.delete(id)
    return answered?.(option) ?? []
  }

  /** What was asked in that line, which the agent says wants no answer any more. One that is on its way may come all the same. */
  withdrawn(line: string): readonly string[] {
    const ids = this.#asked.get(line) ?? []
    this.#asked.delete(line)
    return ids
  }
}

/** One of several questions that an agent asks by its own tool for that; of several answers to it, one can be given. */
export const questionAsk = (question: unknown): Omit<Permission, 'id'> => ({
  ...{ title: textAt(question, 'question') ?? '', about: '', input: question },
  options: listAt(question, 'options').map((option): PermissionOption => {
    const label = textAt(option, 'label') ?? ''
    const description = textAt(option, 'description') ?? ''
    return { id: label, name: description === '' ? label : `${label}: ${description}`, kind: 'other' }
  }),
})
