import { useEffect, useRef, useState } from 'preact/hooks'
import type { Task } from '../../client/client.ts'
import { formatDuration } from '../../present/duration.ts'
import { AnsiText } from './ansi-text.tsx'
import { at, post } from './api.ts'
import type { Doing } from './doing.ts'
import { More } from './more.tsx'
import { moodOfTask, wordOfTask } from './task-list.tsx'
import { TaskMessage, TaskQuestions } from './task-questions.tsx'
import { type StoryItem, storyText } from './task-story.ts'
import { useTaskStory } from './use-task-story.ts'
import { hasEnded } from './use-tasks.ts'

interface TaskViewProps {
  readonly task: Task
  readonly now: Date
  readonly doing: Doing
  /** Told the id of a task that came of this one. */
  readonly onBegun: (id: string) => void
  readonly onBack: () => void
}

/** One task: what its agent says and does as it comes, and how it ended. */
export function TaskView({ task, now, doing, onBegun, onBack }: TaskViewProps) {
  const { id, status, agent, prompt, failure } = task
  const story = useTaskStory(id)
  const [filter, setFilter] = useState('')
  const end = useRef<HTMLDivElement>(null)
  const isEnded = hasEnded(task)
  useEffect(() => {
    if (!isEnded && story.items.length > 0) end.current?.scrollIntoView({ block: 'end' })
  }, [story.items, isEnded])
  const retry = () =>
    doing<{ task: { id: string } }>(
      ({ task: { id: again } }) => {
        onBegun(again)
        return `task ${again} does the same again`
      },
      () => post(at('tasks', id, 'retry')),
    )
  const shown = story.items.filter((item) => itemFits(item, filter))
  return (
    <section class="detail" aria-label={`task ${id}`}>
      <div class="bar">
        <button type="button" class="back" onClick={onBack}>
          ‹ all
        </button>
        <h2>{id}</h2>
        <span class={`mood ${moodOfTask[status]}`}>{wordOfTask(task)}</span>
        <span class="dim">{factsOf(task, now).join(' · ')}</span>
        <input
          type="search"
          placeholder="filter"
          aria-label="filter its output"
          value={filter}
          onInput={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <span class="actions">
          {isEnded ? (
            <button type="button" onClick={retry}>
              retry
            </button>
          ) : (
            <button type="button" onClick={() => doing(`${id} ends`, () => post(at('tasks', id, 'cancel')))}>
              cancel
            </button>
          )}
          <More>
            <button
              type="button"
              onClick={() => doing('copied', () => navigator.clipboard.writeText(storyText(story)))}
            >
              copy
            </button>
            <button type="button" onClick={() => download(storyText(story), `${id}.txt`)}>
              download
            </button>
          </More>
        </span>
      </div>
      <div class="story">
        <details class="prompt" open={prompt.length < 400}>
          <summary>{agent} was asked</summary>
          <pre>{prompt}</pre>
        </details>
        {shown.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was said stays where it is
          <Item key={index} item={item} />
        ))}
        <TaskQuestions task={task} doing={doing} />
        {failure === undefined ? null : (
          <p class="remark failed">
            {failure.message} {failure.next}
          </p>
        )}
        <div ref={end} />
      </div>
      <TaskMessage task={task} doing={doing} />
    </section>
  )
}

function Item({ item }: { readonly item: StoryItem }) {
  switch (item.kind) {
    case 'tool':
      return <Tool {...item} />
    case 'thinking':
      return (
        <details class="thinking">
          <summary>thought</summary>
          <pre>{item.text}</pre>
        </details>
      )
    case 'note':
      return <p class={item.isBad ? 'remark failed' : 'remark'}>{item.text}</p>
    case 'words':
      return (
        <pre class="words">
          <AnsiText text={item.text} />
        </pre>
      )
  }
}

function Tool({ tool, input, result }: Extract<StoryItem, { kind: 'tool' }>) {
  const isBad = result !== undefined && (result.isError || (result.exitCode ?? 0) !== 0)
  return (
    <details class={`tool ${isBad ? 'failed' : ''}`}>
      <summary>
        → {tool} <code>{inputWords(input)}</code>{' '}
        {result === undefined ? '…' : result.exitCode === undefined ? '' : `ended with ${result.exitCode}`}
      </summary>
      <pre>{JSON.stringify(input, null, 2)}</pre>
      {result === undefined ? null : (
        <pre>
          <AnsiText text={result.text} />
        </pre>
      )}
    </details>
  )
}

/** Of what a tool is called with, what says most. */
const inputWords = (input: unknown): string => {
  const { command } = Object(input) as { command?: unknown }
  return typeof command === 'string' ? command : JSON.stringify(input)
}

const itemFits = (item: StoryItem, filter: string): boolean =>
  JSON.stringify(item).toLowerCase().includes(filter.trim().toLowerCase())

function download(text: string, name: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  Object.assign(document.createElement('a'), { href, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(href))
}

function factsOf({ createdAt, endedAt, worker, branch, usage, filesModified }: Task, now: Date) {
  const until = endedAt === undefined ? now : new Date(endedAt)
  const cost = usage?.costUsd === undefined ? '' : `, $${usage.costUsd.toFixed(2)}`
  return [
    formatDuration(until.getTime() - new Date(createdAt).getTime()),
    ...(usage == null ? [] : [`${usage.inputTokens + usage.outputTokens} tokens${cost}`]),
    ...(filesModified == null ? [] : [`${filesModified.length} files changed`]),
    ...(branch === null ? [] : [branch]),
    ...(worker === null ? [] : [worker]),
  ]
}
