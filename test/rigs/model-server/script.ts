// What the model says, as a test writes it: for what a person asks (`when`), these steps (`do`), one after the other.

/** Held until the test releases it: an agent that is seen at work needs no clock. */
export interface Gate {
  readonly isOpen: Promise<void>
  release(): void
}

export type Step =
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'bash'; readonly command: string }
  | { readonly kind: 'ask'; readonly question: string; readonly options: readonly string[] }
  | { readonly kind: 'use'; readonly tool: string; readonly input: object }
  | { readonly kind: 'slow'; readonly paceMs: number }
  | { readonly kind: 'hold'; readonly gate: Gate }
  | { readonly kind: 'hang' }
  | Refusal

export interface Refusal {
  readonly kind: 'refuse'
  readonly status: number
  readonly message: string
  /** When a limit is over. */
  readonly resetAt?: Date
}

export interface Rule {
  /** Held against what the person asked last. Absent: against anything. */
  readonly when?: RegExp
  /** How many requests it answers before the next rule has its turn. */
  readonly times?: number
  readonly do: readonly Step[]
}

export type Script = readonly Rule[]

/** The first rule that fits answers. A rule without `when` fits all that is left. */
export function script(rules: Script): Script {
  for (const { do: steps } of rules)
    for (const [at, { kind }] of steps.entries())
      if (kind === 'refuse' && at > 0 && !isCall(steps[at - 1]))
        throw new Error('a refusal is a whole answer: it stands first, or right after a tool call')
  return rules
}

/** It ends the model's turn: the agent runs its tool, and asks again with what came of it. */
export const isCall = (step: Step | undefined): boolean =>
  step !== undefined && ['bash', 'ask', 'use'].includes(step.kind)

export const say = (text: string): Step => ({ kind: 'say', text })
/** A tool call: in whichever words the asking agent's shell tool has. The steps after it answer its result. */
export const bash = (command: string): Step => ({ kind: 'bash', command })
/** The agent asks the person, by its own tool for that. */
export const ask = (question: string, options: readonly string[]): Step => ({
  kind: 'ask',
  question,
  options,
})
/** Any other tool, by its own name. */
export const use = (tool: string, input: object): Step => ({ kind: 'use', tool, input })
/** From here on, so long between two pieces of text. */
export const slow = (paceMs: number): Step => ({ kind: 'slow', paceMs })
export const hold = (gate: Gate): Step => ({ kind: 'hold', gate })
/** Nothing more is ever sent, and the connection stays open. */
export const hang = (): Step => ({ kind: 'hang' })
export const refuse = (status: number, message = `the script says ${status}`): Step => ({
  kind: 'refuse',
  status,
  message,
})
export const limit = (resetAt: Date): Step => ({
  kind: 'refuse',
  status: 429,
  message: 'the limit is reached',
  resetAt,
})

export function gate(): Gate {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { isOpen: promise, release: resolve }
}

const words = ['one', 'größer', '日本語', 'three', '🚀', 'four', 'naïve', 'zwölf']
/** Text of so many characters (UTF-16 code units), in lines, with letters of several widths. */
export function textOf(length: number): string {
  const parts: string[] = []
  let reached = 0
  for (let at = 0; reached < length; at += 1) {
    const part = `${words[at % words.length]}${at % 12 === 11 ? '\n' : ' '}`
    parts.push(part)
    reached += part.length
  }
  const cut = parts.join('').slice(0, length)
  return cut.isWellFormed() ? cut : `${cut.slice(0, -1)}.`
}
