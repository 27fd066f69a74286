import type { Question, TaskState } from '../task.ts'

/** What a task's agent asks by now, the oldest first. */
export const openQuestions = (state: TaskState): readonly Question[] =>
  state.status === 'waiting_input' ? state.questions : []

export const withQuestion = (state: TaskState, question: Question): TaskState =>
  'since' in state
    ? { status: 'waiting_input', since: state.since, questions: [...openQuestions(state), question] }
    : state

/** It is answered, or asked no more. */
export function withoutQuestion(state: TaskState, question: string): TaskState {
  if (state.status !== 'waiting_input') return state
  const { since } = state
  const questions = state.questions.filter(({ id }) => id !== question)
  return questions.length === 0 ? { status: 'running', since } : { ...state, questions }
}

/**
 * The option that a word means: its `id`; or its kind; or `allow` and `deny`, which are the ones for this time alone, where there are such.
 * `undefined`: none.
 */
export function optionOf({ options }: Question, word: string): string | undefined {
  const kinds: readonly string[] = words[word] ?? [word]
  const named = options.find(({ id }) => id === word)
  if (named !== undefined) return named.id
  return kinds.flatMap((kind) => options.filter((option) => option.kind === kind))[0]?.id
}

/** Which of the words that are the same for all agents mean one of its options. */
export const wordsFor = (question: Question): readonly string[] =>
  Object.keys(words).filter((word) => optionOf(question, word) !== undefined)

const words: Readonly<Record<string, readonly string[]>> = {
  allow: ['allow_once', 'allow_always'],
  deny: ['reject_once', 'reject_always'],
}
