import { printable } from '../lib/printable.ts'
import { quoteWord } from '../lib/shell-words.ts'
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

/** How to answer it. `isOnly`: of the questions that are open, it is the only one. */
export function answerHint(id: string, { id: question, options }: Question, isOnly: boolean): string {
  const [first = '', ...others] = answersTo(options)
  const which = isOnly ? '' : ` --question ${question}`
  return `\`hal tasks answer ${id} ${first}${which}\`${others.map((other) => `, or ${other}`).join('')}.`
}

/** Where it is about a permission, in the words that are the same for all agents; else its own. */
function answersTo(options: Question['options']): readonly string[] {
  const kinds: ReadonlySet<string> = new Set(options.map(({ kind }) => kind))
  const may = kinds.has('allow_once') || kinds.has('allow_always')
  const mayNot = kinds.has('reject_once') || kinds.has('reject_always')
  if (may && mayNot) return ['allow', 'deny', ...(options.length > 2 ? ['one of its options'] : [])]
  return options.map(({ id }) => printable(quoteWord(id)))
}

/** An agent's words can't steer a terminal. */
export const oneLine = (text: string): string => printable(text.replaceAll(/\s+/g, ' ').trim())
