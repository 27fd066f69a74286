import { printable } from '../lib/printable.ts'
import type { Question } from '../tasks/task.ts'

/** What an agent asks, on one line, in its own words. */
export const questionWords = (question: Question | undefined): string => oneLine(question?.title ?? '')

/** What an agent asks, with what it would do, and what there is to answer. */
export const questionLines = (question: Question): readonly string[] => [
  questionWords(question),
  ...(question.about === '' ? [] : question.about.split('\n').map(printable)),
  oneLine(question.options.map(optionWords).join(', ')),
]

/** Its name says again what it is, where that is the answer itself: `left: go left`. */
const optionWords = ({ id, name }: Question['options'][number]): string =>
  name === id || name.startsWith(`${id}: `) ? name : `${id} (${name})`

/** `question`: where there is more than one. */
export const answerHint = (id: string, question?: string): string =>
  `\`hal tasks answer ${id} allow${question === undefined ? '' : ` --question ${question}`}\`, or deny, or one of its options.`

/** An agent's words can't steer a terminal. */
export const oneLine = (text: string): string => printable(text.replaceAll(/\s+/g, ' ').trim())
