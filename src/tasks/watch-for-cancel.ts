import { textAt } from '../agents/stream/fields.ts'
import type { Store } from '../store/store.ts'

/** Aborts `cancel` once somebody, in whichever program, has asked for a task's end. Ends when `signal` aborts. */
export async function watchForCancel(
  store: Store,
  {
    id,
    cancel,
    signal,
  }: { readonly id: string; readonly cancel: AbortController; readonly signal: AbortSignal },
): Promise<void> {
  let after = 0
  for await (const _ of store.changes(signal)) {
    const events = await store.events(id, { after, limit: 10_000 })
    // Whoever writes next is told what is wrong with the store.
    if (!events.ok) continue
    after = events.value.at(-1)?.number ?? after
    if (events.value.some(({ event }) => textAt(event, 'type') === 'cancel')) return cancel.abort()
  }
}
