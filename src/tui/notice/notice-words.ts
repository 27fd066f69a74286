import { clip } from '../looks/text.ts'
import { type NoticeState, noticeStates } from './notify-settings.ts'
import type { Turn } from './turn.ts'

export interface NoticeWords {
  /** `ada is waiting`, `3 workers: 2 waiting, 1 failed`. */
  readonly title: string
  /** Its question; the names of several. May be empty. */
  readonly body: string
}

const verbs: Readonly<Record<NoticeState, string>> = {
  waiting: 'is waiting',
  limited: 'has reached a limit',
  failed: 'has failed',
  done: 'is done',
}

const adjectives: Readonly<Record<NoticeState, string>> = {
  waiting: 'waiting',
  limited: 'at a limit',
  failed: 'failed',
  done: 'done',
}

/** As much as a desktop's bubble shows. */
const maxColumns = 160
const maxNames = 8

/** What is said of workers that turned at about the same time, the most pressing first. */
export const noticeWords = (turns: readonly Turn[]): NoticeWords => {
  const [first, ...others] = byUrgency(turns)
  if (first === undefined) return { title: '', body: '' }
  if (others.length === 0)
    return { title: `${first.name} ${verbs[first.state]}`, body: clip(first.text, maxColumns) }
  const counts = noticeStates.flatMap((state) => {
    const count = turns.filter((turn) => turn.state === state).length
    return count === 0 ? [] : [`${count} ${adjectives[state]}`]
  })
  return { title: `${turns.length} workers: ${counts.join(', ')}`, body: namesOf([first, ...others]) }
}

/** In one line, for whoever has no more room. */
export const noticeSentence = (turns: readonly Turn[]): string => {
  const { title, body } = noticeWords(turns)
  return body === '' ? title : `${title}: ${body}`
}

export const byUrgency = (turns: readonly Turn[]): readonly Turn[] =>
  turns.toSorted((a, b) => noticeStates.indexOf(a.state) - noticeStates.indexOf(b.state))

const namesOf = (turns: readonly Turn[]): string => {
  const names = turns.slice(0, maxNames).map(({ name }) => name)
  const left = turns.length - names.length
  return clip([...names, ...(left === 0 ? [] : [`and ${left} more`])].join(', '), maxColumns)
}
