import { inTime } from '../../tmux/control-client.ts'
import { type MainPane, readMainPane } from '../../tmux/main-pane.ts'
import { eyePatienceMs, readMainPaneWithEye } from '../agent/agent-eye.ts'
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
    await using tmux = client.value
    const inMs = performance.now() - startedMs
    context.signal.addEventListener('abort', () => void tmux.close(), { once: true })
    const first = await inTime(readMainPane(tmux), probePatienceMs - inMs)
    if (first.ok || first.failure.reason !== 'tmux-silent') {
      // It lives, however many looks its agent's screen takes.
      const pane = await inTime(readMainPaneWithEye(tmux, worker.agent), eyePatienceMs)
      return { kind: 'answers', inMs, pane: pane.ok ? pane.value : first.ok ? first.value : undefined }
    }
  }
  if (signal.aborted || client.ok)
    return { kind: 'silent', why: `its tmux did not answer within ${probePatienceMs / 1000} s` }
  return { kind: 'silent', why: 'detail' in client.failure ? client.failure.detail : client.failure.reason }
}
