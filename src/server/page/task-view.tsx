import { useEffect, useRef, useState } from 'preact/hooks'
import type { Task } from '../../client/client.ts'
import { plainLines, plainParts } from '../../lib/plain-parts.ts'
import { costWords } from '../../present/cost.ts'
import { formatDuration } from '../../present/duration.ts'
import { inVainWords } from '../../present/in-vain.ts'
import type { WorkerRow } from '../wire.ts'
import { AnsiText } from './ansi-text.tsx'
import { at, copy, post } from './api.ts'
import { ChangesView } from './changes-view.tsx'
import type { Doing } from './doing.ts'
import { More } from './more.tsx'
import { moodOfTask, wordOfTask } from './task-list.tsx'
import { TaskMessage, TaskQuestions } from './task-questions.tsx'
import { askedWords, inputWords, type StoryItem, storyText, withoutAsking } from './task-story.ts'
import { useTaskStory } from './use-task-story.ts'
import { hasEnded } from './use-tasks.ts'
import type { Side } from './worker-view.tsx'

interface TaskViewProps {
  readonly task: Task
  readonly now: Date
  readonly doing: Doing
  /** The one that it works in, or did, as long as that is there. */
  readonly worker: WorkerRow | undefined
  /** `changes`: its worker's, in the place of what it says and does. */
  readonly side: Side | undefined
  readonly onSide: (side: Side | undefined) => void
  /** The task that it does again, as long as that is kept. */
  readonly original: Task | undefined
  /** Told the id of another task to show. */
  readonly onOpen: (id: string) => void
  readonly onBack: () => void
}

/** One task: what its agent says and does as it comes, and how it ended. */
export function TaskView({
  task,
  now,
  doing,
  worker,
  side,
  onSide,
  original,
  onOpen,
  onBack,
}: TaskViewProps) {
  const { id, status, agent, prompt, failure, retryOf } = task
  const { filesModified, editsTold } = task
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
        onOpen(again)
        return `task ${again} does the same again`
      },
      () => post(at('tasks', id, 'retry')),
    )
  const changesOf = side === 'changes' ? worker : undefined
  const shown = withoutAsking(story.items, task.questions ?? []).filter((item) => itemFits(item, filter))
  return (
    <section class="detail" aria-label={`task ${id}`}>
      <div class="bar">
        <button type="button" class="back" onClick={onBack}>
          ‹ all
        </button>
        <h2>{id}</h2>
        <span class={`mood ${moodOfTask[status]}`}>{wordOfTask(task)}</span>
        <input
          type="search"
          placeholder="filter"
          aria-label="filter its output"
          value={filter}
          onInput={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <span class="actions">
          {worker === undefined || worker.isFrozen ? null : (
            <button type="button" onClick={() => onSide(side === 'changes' ? undefined : 'changes')}>
              {side === 'changes' ? 'its story' : 'changes'}
            </button>
          )}
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
            {worker === undefined ? null : (
              <button type="button" onClick={() => onSide('terminal')}>
                its terminal
              </button>
            )}
            <button
              type="button"
              onClick={() => doing('copied', () => copy(storyText(story, failure?.message)))}
            >
              copy
            </button>
            <button type="button" onClick={() => download(storyText(story, failure?.message), `${id}.txt`)}>
              download
            </button>
          </More>
        </span>
      </div>
      <p class="facts dim">{factsOf(task, worker, now).join(' · ')}</p>
      {changesOf === undefined ? null : (
        <ChangesView
          key={changesOf.containerId}
          name={changesOf.name}
          hasOwnBranch={changesOf.hasOwnBranch}
        />
      )}
      <div class="story" hidden={changesOf !== undefined}>
        {retryOf === null ? null : (
          <p class="remark">
            a retry of{' '}
            {original === undefined ? (
              retryOf
            ) : (
              <button type="button" onClick={() => onOpen(retryOf)}>
                {retryOf}
              </button>
            )}
          </p>
        )}
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
        {filesModified == null || filesModified.length === 0 ? null : <Changed files={filesModified} />}
        {filesModified?.length === 0 && editsTold != null && editsTold > 0 ? (
          <p class="remark waiting">It changed {inVainWords(editsTold)}.</p>
        ) : null}
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
    case 'asked':
      return <p class="remark">{askedWords(item)}</p>
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
      <pre>{plainLines(plainParts(input)).join('\n')}</pre>
      {result === undefined ? null : (
        <pre>
          <AnsiText text={result.text} />
        </pre>
      )}
    </details>
  )
}

const itemFits = (item: StoryItem, filter: string): boolean =>
  JSON.stringify(item).toLowerCase().includes(filter.trim().toLowerCase())

function download(text: string, name: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  Object.assign(document.createElement('a'), { href, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(href))
}

/** Each by its name: many are folded. */
function Changed({ files }: { readonly files: readonly string[] }) {
  return (
    <details class="changed" open={files.length <= 12}>
      <summary>{changedCount(files.length)}</summary>
      <pre>{files.join('\n')}</pre>
    </details>
  )
}

function factsOf(
  { createdAt, endedAt, branch, usage, filesModified }: Task,
  worker: WorkerRow | undefined,
  now: Date,
) {
  const until = endedAt === undefined ? now : new Date(endedAt)
  const cost = usage?.costUsd === undefined ? '' : `, ${costWords(usage.costUsd)}`
  return [
    formatDuration(until.getTime() - new Date(createdAt).getTime()),
    ...(usage == null ? [] : [`${usage.inputTokens + usage.outputTokens} tokens${cost}`]),
    ...(filesModified == null ? [] : [changedCount(filesModified.length)]),
    ...(branch === null ? [] : [branch]),
    ...(worker === undefined ? [] : [worker.name]),
  ]
}

const changedCount = (count: number): string =>
  count === 0 ? 'no file changed' : `${count} ${count === 1 ? 'file' : 'files'} changed`
