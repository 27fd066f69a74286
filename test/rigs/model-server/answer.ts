import { setTimeout as delay } from 'node:timers/promises'
import { isCall, type Refusal, type Rule, type Script, type Step } from './script.ts'
import type { Schema, Talk, Tool } from './talk.ts'
import { type Call, callFor } from './tools.ts'

export interface Message {
  readonly kind: 'message'
  /** Ends when all is said; never, where the script hangs. Rejects when `signal` aborts. */
  readonly text: (signal: AbortSignal) => AsyncGenerator<string>
  readonly call?: Call
}

export type Answer = Message | Refusal | { readonly kind: 'silence' }

/** Answers what the script has for this. Rules with `times` remember how often they answered. */
export function scripted(script: Script): (talk: Talk) => { answer: Answer; isAside: boolean } {
  const answered = new Map<Rule, number>()
  return (talk) => {
    const aside = asideOf(talk)
    if (aside !== undefined) return { answer: message([{ kind: 'say', text: aside }]), isAside: true }
    const rule = script.find(
      (one) => (one.when?.test(talk.asked) ?? true) && (answered.get(one) ?? 0) < (one.times ?? Infinity),
    )
    if (rule !== undefined) answered.set(rule, (answered.get(rule) ?? 0) + 1)
    const steps = rule?.do ?? [{ kind: 'say', text: `The script has nothing for: ${talk.asked}` }]
    return { answer: answerOf(turnOf(steps, talk.results), talk.tools), isAside: false }
  }
}

/** The steps up to the tool call that ends this turn, after so many tool calls before it. */
function turnOf(steps: readonly Step[], after: number): readonly Step[] {
  const ends = steps.flatMap((step, at) => (isCall(step) ? [at + 1] : []))
  const start = after === 0 ? 0 : (ends[after - 1] ?? steps.length)
  return steps.slice(start, ends.find((end) => end > start) ?? steps.length)
}

function answerOf(turn: readonly Step[], tools: readonly Tool[]): Answer {
  const [first] = turn
  if (first?.kind === 'refuse') return first
  if (first?.kind === 'hang') return { kind: 'silence' }
  const last = turn.at(-1)
  if (last === undefined || !isCall(last))
    return message(turn.length > 0 ? turn : [{ kind: 'say', text: 'Done.' }])
  const call = callFor(last, tools)
  if (call === undefined)
    return message([
      {
        kind: 'say',
        text: `No tool for the step ${last.kind} among: ${tools.map(({ name }) => name).join(' ')}`,
      },
    ])
  return { ...message(turn), call }
}

const message = (turn: readonly Step[]): Message => ({
  kind: 'message',
  text: async function* (signal) {
    let paceMs = 0
    for (const step of turn) {
      if (step.kind === 'slow') paceMs = step.paceMs
      if (step.kind === 'hold') await until(step.gate.isOpen, signal)
      if (step.kind === 'hang') await until(new Promise(() => {}), signal)
      if (step.kind !== 'say') continue
      for (const piece of piecesOf(step.text)) {
        yield piece
        if (paceMs > 0) await delay(paceMs, undefined, { signal })
      }
    }
  },
})

/** As models stream: a word or so at a time, a long text in fewer and longer pieces. */
function piecesOf(text: string): readonly string[] {
  if (text.length > 2000) return text.match(/[\s\S]{1,500}(?![\uDC00-\uDFFF])/g) ?? []
  return text.match(/\S+\s*|\s+/g) ?? []
}

function until(happens: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('whoever asked is gone'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    void happens.then(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
  })
}

/** What an agent's program asks for itself (a title, a route, a topic) is answered beside the script. */
function asideOf({ schema, tools, system, asked }: Talk): string | undefined {
  if (tools.length > 0) return undefined
  if (schema !== undefined) return JSON.stringify(exampleOf(schema))
  const isTitle = /\b(title|topic|summar\w+|quota|classif\w+)\b/i
  return isTitle.test(system) || /^(generate a title|quota$)/i.test(asked) ? 'A scripted talk' : undefined
}

function exampleOf(schema: Schema): unknown {
  if (schema.enum !== undefined) return schema.enum[0]
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0]
  switch (type?.toLowerCase()) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, value]) => [key, exampleOf(value)]),
      )
    case 'array':
      return []
    case 'boolean':
      return false
    case 'number':
    case 'integer':
      return 1
    default:
      return 'A scripted talk'
  }
}
