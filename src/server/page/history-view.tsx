import { happeningParts, momentOf } from '../../present/happening.ts'
import type { What } from '../../workers/history/happening.ts'
import { at } from './api.ts'
import { useAnswer } from './use-answer.ts'

/** As `present/history.ts` writes it. */
interface Told {
  readonly at: string
  readonly what: What['kind']
}

/** What became of a worker and its agent, the latest last, as it was when this was opened. */
export function HistoryView({ name }: { readonly name: string }) {
  const { answer, refused } = useAnswer<{ history: readonly Told[] }>(at('workers', name, 'history'))
  if (refused !== undefined) return <p class="remark failed">{refused}</p>
  if (answer === undefined) return <p class="empty">looking …</p>
  const { history } = answer
  if (history.length === 0) return <p class="empty">Nothing is known of what became of it.</p>
  const now = new Date()
  return (
    <ol class="story history">
      {history.map((told, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what happened stays where it is
        <li key={index}>
          <time class="dim" dateTime={told.at}>
            {momentOf(new Date(told.at), now)}
          </time>{' '}
          {happeningParts(whatOf(told)).join(' · ')}
        </li>
      ))}
    </ol>
  )
}

const whatOf = ({ what, ...facts }: Told): What => ({ ...facts, kind: what }) as unknown as What
