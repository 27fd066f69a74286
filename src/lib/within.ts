import { setTimeout as after } from 'node:timers/promises'

/** Resolves when `happens` does, the time is over, or `signal` aborts. */
export async function within(
  happens: Promise<unknown>,
  { ms, signal }: { readonly ms: number; readonly signal: AbortSignal },
): Promise<void> {
  const enough = new AbortController()
  const patience = AbortSignal.any([signal, enough.signal])
  try {
    await Promise.race([happens, after(ms, undefined, { signal: patience }).catch(() => undefined)])
  } finally {
    enough.abort()
  }
}
