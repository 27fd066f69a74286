import { printable } from '../lib/printable.ts'
import { eventLine } from '../present/task.ts'
import type { TaskEvent } from '../tasks/task-event.ts'
import type { CliContext } from './command.ts'
import { lookOf } from './report.ts'

/**
 * Tells a person on stderr what a task's agent does, and hands its answer to nobody: of its messages the last one is held back until another
 * one follows, as it may be the answer. What its program warns of again at each turn is told once.
 */
export function taskPrinter(context: CliContext): { readonly tell: (event: TaskEvent) => void } {
  const { stderr } = context.io
  const { paint } = lookOf(context)
  let message = ''
  let isWhole = false
  const warned = new Set<string>()
  const say = (text: string): void => void stderr.write(`${text}\n`)
  const sayMessage = (): void => {
    const text = message.trim()
    if (text !== '') say(text.split('\n').map(printable).join('\n'))
    message = ''
    isWhole = false
  }
  return {
    tell: (event) => {
      if (event.type === 'output') {
        if (isWhole) sayMessage()
        message += event.text
        isWhole = event.isEnd
        return
      }
      if (event.type === 'tool_call' || event.type === 'question') sayMessage()
      if (event.type === 'trouble' && event.kind === 'notice') {
        if (warned.has(event.message)) return
        warned.add(event.message)
      }
      const line = eventLine(event, paint)
      if (line !== undefined) say(printable(line))
    },
  }
}

/** For programs: each event as it is kept, with its number, a line of JSON each. */
export const streamPrinter = ({ io }: CliContext) => ({
  tell: (event: TaskEvent, number: number): void =>
    void io.stdout.write(`${JSON.stringify({ number, ...event })}\n`),
})
