import { withToast } from '../changes.ts'
import { type Courier, courier } from './courier.ts'
import { byUrgency, noticeSentence } from './notice-words.ts'
import type { NoticesInput } from './notices-input.ts'
import type { Turn } from './turn.ts'

/** Those that the person's config asks for: their command, their webhook. */
export const couriersOf = (
  { settings, outlets, store, now, onBug }: NoticesInput,
  signal: AbortSignal,
): readonly Courier[] => {
  const { command, webhook } = settings
  const say = (key: string, what: string) => (why: string) => {
    if (signal.aborted) return
    const text = `${what} of notices did not work: ${why}`
    const nextStep = `dashboard.notify.${key} in your config names it`
    store.news(withToast({ kind: 'failure', text, nextStep, at: now() }))
  }
  const byCommand = () =>
    courier({
      deliver: (turns) => outlets.run(command, factsOf(turns), signal),
      onFailure: say('command', 'the command'),
      onBug,
    })
  const byWebhook = (address: string) =>
    courier({
      deliver: (turns) => outlets.post(address, jsonOf(turns), signal),
      onFailure: say('webhook', 'the webhook'),
      onBug,
    })
  return [
    ...(command.length === 0 ? [] : [byCommand()]),
    ...(webhook === undefined ? [] : [byWebhook(webhook)]),
  ]
}

/** Names and states in the same order, with blanks between: neither has one inside. */
const factsOf = (turns: readonly Turn[]): Readonly<Record<string, string>> => ({
  HAL_WORKER: byUrgency(turns)
    .map(({ name }) => name)
    .join(' '),
  HAL_STATE: byUrgency(turns)
    .map(({ state }) => state)
    .join(' '),
  HAL_TEXT: noticeSentence(turns),
})

/** `text` is what chats show of a message. */
const jsonOf = (turns: readonly Turn[]): object => ({
  version: 1,
  text: noticeSentence(turns),
  workers: byUrgency(turns),
})
