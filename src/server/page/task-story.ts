import type { TaskEvent } from '../../tasks/task-event.ts'

/** A task's events as a person reads them: what was said, and each tool with what came of it. */
export interface TaskStory {
  readonly items: readonly StoryItem[]
  readonly isOver: boolean
}

export type StoryItem =
  | { readonly kind: 'words' | 'thinking'; readonly text: string; readonly isEnd: boolean }
  | { readonly kind: 'note'; readonly text: string; readonly isBad: boolean }
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
      return with_({ kind: 'note', text: `it asked: ${event.title}`, isBad: false })
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
      return { ...with_({ kind: 'note', text: troubleText(event.why), isBad: true }), isOver: true }
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

const troubleText = (why: Extract<TaskEvent, { type: 'error' }>['why']): string =>
  'message' in why ? why.message : why.reason

/** For a file, or the clipboard. */
export const storyText = ({ items }: TaskStory): string =>
  items.map((item) => `${itemText(item)}\n`).join('\n')

function itemText(item: StoryItem): string {
  if (item.kind !== 'tool') return item.text
  return [
    `→ ${item.tool} ${JSON.stringify(item.input)}`,
    ...(item.result === undefined ? [] : [item.result.text]),
  ].join('\n')
}
