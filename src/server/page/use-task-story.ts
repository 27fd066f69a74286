import { useEffect, useReducer } from 'preact/hooks'
import type { TaskEvent } from '../../tasks/task-event.ts'
import { noStory, type TaskStory, told } from './task-story.ts'

const types: readonly TaskEvent['type'][] = [
  ...(['status', 'output', 'thinking', 'tool_call', 'tool_result', 'usage', 'trouble', 'unknown'] as const),
  ...(['question', 'answer', 'withdrawn', 'message', 'cancel', 'error', 'complete'] as const),
]

type News = { readonly kind: 'anew' } | { readonly kind: 'events'; readonly events: readonly TaskEvent[] }

/** All that a task has said and done, and goes on to; a connection that breaks goes on where it was. */
export function useTaskStory(id: string): TaskStory {
  const [story, hear] = useReducer<TaskStory, News>(
    (before, news) => (news.kind === 'anew' ? noStory : news.events.reduce(told, before)),
    noStory,
  )
  useEffect(() => {
    hear({ kind: 'anew' })
    const stream = new EventSource(`/tasks/${encodeURIComponent(id)}/events`)
    // A history of thousands comes at once, and is drawn once.
    let heard: TaskEvent[] = []
    let frame = 0
    const flush = () => {
      frame = 0
      const events = heard
      heard = []
      hear({ kind: 'events', events })
    }
    const onEvent = (event: Event) => {
      // The browser calls a broken connection `error`, too.
      if (!(event instanceof MessageEvent)) return
      const happened = JSON.parse(event.data as string) as TaskEvent
      heard.push(happened)
      if (frame === 0) frame = requestAnimationFrame(flush)
      if (told(noStory, happened).isOver) stream.close()
    }
    for (const type of types) stream.addEventListener(type, onEvent)
    return () => {
      stream.close()
      cancelAnimationFrame(frame)
    }
  }, [id])
  return story
}
