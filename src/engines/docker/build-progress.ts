import type { BuildEvent } from '../engine.ts'
import type { EngineFailure } from '../engine-failure.ts'
import { decodeTrace, type Vertex } from './build-trace.ts'
import { isRegistryProblem, registryFailure } from './registry-failure.ts'

/** One line of the engine's answer to a build. */
export interface BuildLine {
  readonly id?: string
  readonly aux?: unknown
  readonly error?: string
  readonly errorDetail?: { readonly message?: string }
}

/** Follows a build line by line: tells its steps and logs as events, and keeps what its end needs. */
export interface BuildProgress {
  readonly take: (line: BuildLine) => void
  /** `undefined` until the engine named the image that it made. */
  readonly imageId: () => string | undefined
  /** `undefined` when nothing has failed. */
  readonly failure: () => EngineFailure | undefined
}

const tailLines = 20

export function followBuild(onEvent: (event: BuildEvent) => void): BuildProgress {
  const names = new Map<string, string>()
  const logs = new Map<string, string>()
  let failed: Vertex | undefined
  let error: string | undefined
  let imageId: string | undefined

  const takeTrace = (aux: string): void => {
    const { vertexes, logs: written } = decodeTrace(aux)
    for (const told of vertexes) {
      const vertex = { ...told, name: withoutMounts(told.name) }
      names.set(vertex.digest, vertex.name)
      // A step that was interrupted because another one failed says so as an error of its own: the first one counts.
      if (vertex.error !== '' && (failed === undefined || isInterruption(failed.error))) failed = vertex
      const event = stepEvent(vertex)
      if (event !== undefined) onEvent(event)
    }
    for (const { vertex, text } of written) {
      logs.set(vertex, lastLines((logs.get(vertex) ?? '') + text, tailLines))
      onEvent({ kind: 'log', key: vertex, text })
    }
  }

  return {
    take: (line) => {
      if (line.id === 'moby.buildkit.trace' && typeof line.aux === 'string') takeTrace(line.aux)
      else if (line.id === 'moby.image.id') imageId = idOf(line.aux)
      const message = line.errorDetail?.message ?? line.error
      if (message !== undefined && message !== '') error = message
    },
    imageId: () => imageId,
    failure: () => {
      if (error === undefined) return undefined
      const step = failed?.name ?? ''
      const base = /load metadata for (\S+)/.exec(step)?.[1] ?? baseInMessage(error)
      if (base !== undefined && isRegistryProblem(error)) return registryFailure(base, error)
      // Its made-up address of what it was sent: a proxy refuses that, a network without one doesn't know it.
      if (/failed to read downloaded context.*(?:status 403|build-context-)/.test(error))
        return { reason: 'context-refused', detail: error.trim() }
      const log = logs.get(failed?.digest ?? '')?.trimEnd() ?? ''
      return {
        reason: 'build-failed',
        step,
        exitCode: exitCodeIn(error),
        tail: log === '' ? error.trimEnd().split('\n').slice(-tailLines) : log.split('\n'),
      }
    },
  }
}

/** What a step mounts says nothing of what it does. */
const withoutMounts = (name: string): string => name.replaceAll(/ --mount=\S+/g, '')

function stepEvent(vertex: Vertex): BuildEvent | undefined {
  const status = statusOf(vertex)
  if (status === undefined) return undefined
  return {
    kind: 'step',
    key: vertex.digest,
    name: vertex.name,
    status,
    durationMs: durationMs(vertex),
    error: vertex.error === '' ? undefined : vertex.error,
  }
}

function durationMs({ startedMs, completedMs }: Vertex): number | undefined {
  if (startedMs === undefined || completedMs === undefined) return undefined
  return Math.max(0, Math.round(completedMs - startedMs))
}

function statusOf(vertex: Vertex): 'running' | 'cached' | 'done' | 'failed' | undefined {
  if (vertex.error !== '') return 'failed'
  if (vertex.isCached) return 'cached'
  if (vertex.completedMs !== undefined) return 'done'
  return vertex.startedMs !== undefined ? 'running' : undefined
}

const isInterruption = (error: string): boolean => /context canceled|code = Canceled/.test(error)

function exitCodeIn(error: string): number | undefined {
  const code = /exit code: (\d+)/.exec(error)?.[1]
  return code === undefined ? undefined : Number(code)
}

/** `docker.io/library/x:y: not found`, as BuildKit says it when the step has no name. */
const baseInMessage = (error: string): string | undefined =>
  /failed to resolve source metadata for (\S+?):? /.exec(error)?.[1]

function idOf(aux: unknown): string | undefined {
  const found: unknown = typeof aux === 'object' && aux !== null && 'ID' in aux ? aux.ID : undefined
  return typeof found === 'string' ? found : undefined
}

/** Progress bars redraw a line by `\r`: only what stood last counts. */
function lastLines(text: string, count: number): string {
  const lines = text.split('\n').map((line) => line.slice(line.trimEnd().lastIndexOf('\r') + 1))
  // The text after the last newline is a line that isn't finished yet.
  return lines.slice(-(count + 1)).join('\n')
}
