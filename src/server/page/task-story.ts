import { plainLines, plainParts } from '../../lib/plain-parts.ts'
import type { TaskEvent } from '../../tasks/task-event.ts'

/** A task's events as a person reads them: what was said, and each tool with what came of it. */
export interface TaskStory {
  readonly items: readonly StoryItem[]
  readonly isOver: boolean
}

export type StoryItem =
  | { readonly kind: 'words' | 'thinking'; readonly text: string; readonly isEnd: boolean }
  | { readonly kind: 'note'; readonly text: string; readonly isBad: boolean }
  | { readonly kind: 'asked'; readonly question: string; readonly title: string }
  | {
      readonly kind: 'tool'
      readonly id: string
      readonly tool: string
      readonly input: unknown
      /** `undefined`: it is at it. */
      readonly result: ToolResult | undefined
    }

interface ToolResult {
  readonly text: string
  readonly isError: boolean
  readonly exitCode: number | undefined
}

export const noStory: TaskStory = { items: [], isOver: false }

export function told(story: TaskStory, event: TaskEvent): TaskStory {
  const with_ = (item: StoryItem): TaskStory => ({ ...story, items: [...story.items, item] })
  switch (event.type) {
    case 'output':
      return saying(story, 'words', event.text, event.isEnd)
    case 'thinking':
      return saying(story, 'thinking', event.text, false)
    case 'tool_call':
      return with_({ kind: 'tool', id: event.id, tool: event.tool, input: event.input, result: undefined })
    case 'tool_result': {
      const { id, text, isError, exitCode } = event
      const items = story.items.map((item) =>
        item.kind === 'tool' && item.id === id ? { ...item, result: { text, isError, exitCode } } : item,
      )
      return { ...story, items }
    }
    case 'trouble':
      return with_({ kind: 'note', text: event.message, isBad: true })
    case 'question':
      return with_({ kind: 'asked', question: event.id, title: event.title })
    case 'answer':
      return with_({ kind: 'note', text: `answered: ${event.option}`, isBad: false })
    case 'withdrawn':
      return with_({ kind: 'note', text: 'it goes on without an answer', isBad: false })
    case 'message':
      return with_({ kind: 'note', text: `it was told: ${event.text}`, isBad: false })
    case 'unheard':
      return with_({ kind: 'note', text: `messages that it was not given: ${event.messages}`, isBad: true })
    case 'cancel':
      return with_({ kind: 'note', text: 'somebody asked for its end', isBad: false })
    case 'error':
    case 'complete':
      return { ...story, isOver: true }
    case 'status':
      return event.status === 'cancelled'
        ? { ...with_({ kind: 'note', text: 'cancelled', isBad: false }), isOver: true }
        : story
    case 'unknown':
      return with_({ kind: 'note', text: event.text, isBad: false })
    default:
      return story
  }
}

/** Pieces of one message are one item. */
function saying(story: TaskStory, kind: 'words' | 'thinking', text: string, isEnd: boolean): TaskStory {
  const last = story.items.at(-1)
  const isMore = last?.kind === kind && !last.isEnd
  const item = { kind, text: isMore ? last.text + text : text, isEnd }
  return { ...story, items: [...(isMore ? story.items.slice(0, -1) : story.items), item] }
}

export const askedWords = ({ title }: Extract<StoryItem, { kind: 'asked' }>): string => `it asked: ${title}`

/** What a tool is called with, on one line: of one that runs a command, that. */
export function inputWords(input: unknown): string {
  const { command } = Object(input) as { command?: unknown }
  return typeof command === 'string' ? command : plainLines(plainParts(input)).join(', ')
}

/** Without what is said where it is answered: the questions that are `open`, and each tool that only asked one. */
export function withoutAsking(
  items: readonly StoryItem[],
  open: readonly { readonly id: string }[],
): readonly StoryItem[] {
  const isOpen = new Set(open.map(({ id }) => id))
  const titles = new Set(items.flatMap((item) => (item.kind === 'asked' ? [item.title] : [])))
  return items.filter((item) => {
    if (item.kind === 'asked') return !isOpen.has(item.question)
    const asked = item.kind === 'tool' ? questionsIn(item.input) : []
    return asked.length === 0 || !asked.every((title) => titles.has(title))
  })
}

/** What an agent's own tool for questions asks, in its words. */
function questionsIn(input: unknown): readonly string[] {
  const { questions } = Object(input) as { questions?: unknown }
  if (!Array.isArray(questions)) return []
  return questions.map((one) => String((Object(one) as { question?: unknown }).question ?? ''))
}

/** For a file, or the clipboard. `trouble`: why the task failed, which the story leaves to it. */
export const storyText = ({ items }: TaskStory, trouble?: string): string =>
  [...items.map(itemText), ...(trouble === undefined ? [] : [trouble])].map((text) => `${text}\n`).join('\n')

function itemText(item: StoryItem): string {
  if (item.kind === 'asked') return askedWords(item)
  if (item.kind !== 'tool') return item.text
  return [
    `→ ${item.tool} ${inputWords(item.input)}`,
    ...(item.result === undefined ? [] : [item.result.text]),
  ].join('\n')
}
