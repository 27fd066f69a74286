import type { MainPane } from '../../tmux/main-pane.ts'
import { readMainPaneWithEye } from '../agent/agent-eye.ts'
import type { WorkersContext } from '../context.ts'
import type { Worker } from '../worker.ts'
import { reach } from './reach.ts'
import { isSocketGone } from './sockets.ts'

export type ProbeAnswer =
  | { readonly kind: 'answers'; readonly inMs: number; readonly pane: MainPane | undefined }
  | { readonly kind: 'silent'; readonly why: string }

/** A tmux that is alive answers in a few milliseconds; one second without a word is dead to the person who waits. */
export const probePatienceMs = 1_000

/** Asks a running worker's tmux for a sign of life. */
export async function probe(context: WorkersContext, worker: Worker): Promise<ProbeAnswer> {
  const startedMs = performance.now()
  if (isSocketGone(context, worker.name)) return { kind: 'silent', why: 'its socket is gone' }
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(probePatienceMs)])
  const client = await reach(context, worker, signal)
  if (client.ok) {
    const inMs = performance.now() - startedMs
    // A tmux that stops right now ends this with its stream.
    signal.addEventListener('abort', () => void client.value.close(), { once: true })
    const pane = await readMainPaneWithEye(client.value, worker.agent)
    await client.value.close()
    if (!signal.aborted) return { kind: 'answers', inMs, pane: pane.ok ? pane.value : undefined }
  }
  if (signal.aborted || client.ok)
    return { kind: 'silent', why: `its tmux did not answer within ${probePatienceMs / 1000} s` }
  return { kind: 'silent', why: 'detail' in client.failure ? client.failure.detail : client.failure.reason }
}
