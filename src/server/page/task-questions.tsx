import type { Task } from '../../client/client.ts'
import { at, post } from './api.ts'
import type { Doing } from './doing.ts'
import { hasEnded } from './use-tasks.ts'

interface TalkProps {
  readonly task: Task
  readonly doing: Doing
}

/** What a task's agent asks, each with a button for each of its options. */
export function TaskQuestions({ task: { id, agent, questions = [] }, doing }: TalkProps) {
  return questions.map((question) => (
    <section key={question.id} class="question" aria-label={`${agent} asks`}>
      <p class="remark waiting">
        {agent} asks: {question.title}
      </p>
      {question.about !== '' && <pre>{question.about}</pre>}
      <p class="buttons">
        {question.options.map(({ id: option, name }) => (
          <button
            key={option}
            type="button"
            onClick={() =>
              doing(`answered: ${name}`, () =>
                post(at('tasks', id, 'answers'), { question: question.id, option }),
              )
            }
          >
            {name}
          </button>
        ))}
      </p>
    </section>
  ))
}

/** The next prompt, for a task that takes one. */
export function TaskMessage({ task, doing }: TalkProps) {
  const { id, agent, talk } = task
  if (talk === undefined || hasEnded(task)) return null
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const text = String(new FormData(form).get('text') ?? '')
    if (text.trim() === '') return
    if (await doing(`${agent} gets it next`, () => post(at('tasks', id, 'messages'), { text }))) form.reset()
  }
  return (
    <form class="message" onSubmit={send}>
      <input
        name="text"
        aria-label={`message to ${agent}`}
        placeholder="what it is to do next"
        autocomplete="off"
      />
      <button type="submit">send</button>
    </form>
  )
}
