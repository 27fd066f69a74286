import type { PullProgress, PushProgress } from '../engine.ts'

/** One line of a pull's or a push's answer. */
export interface TransferLine {
  readonly id?: string
  readonly status?: string
  readonly progress?: string
  readonly progressDetail?: { readonly current?: number; readonly total?: number }
  readonly error?: string
  readonly aux?: { readonly Digest?: string }
}

interface LayerProgress {
  readonly isUp: boolean
  readonly isTryingAgain: boolean
  readonly sentBytes: number
  readonly totalBytes: number
}

/** Sums up what the engine says of each layer. Lines that are about no layer count as a sign of life. */
export function followPush(onProgress: (progress: PushProgress) => void): (line: TransferLine) => void {
  const layers = new Map<string, LayerProgress>()
  return ({ id, status = '', progressDetail: { current = 0, total = 0 } = {} }) => {
    if (id !== undefined) {
      const before = layers.get(id)
      const isUp = /^(Pushed|Layer already exists|Mounted from)/.test(status)
      const isTryingAgain = /^Retrying/.test(status)
      const totalBytes = Math.max(total, current, before?.totalBytes ?? 0)
      const sentBytes = isUp && before !== undefined ? totalBytes : isTryingAgain ? 0 : current
      layers.set(id, { isUp, isTryingAgain, sentBytes, totalBytes })
    }
    const all = [...layers.values()]
    onProgress({
      layers: all.length,
      layersUp: all.filter(({ isUp }) => isUp).length,
      sentBytes: all.reduce((sum, { sentBytes }) => sum + sentBytes, 0),
      totalBytes: all.reduce((sum, { totalBytes }) => sum + totalBytes, 0),
      isTryingAgain: all.some(({ isTryingAgain }) => isTryingAgain),
    })
  }
}

/** The same of what comes: unpacking, which counts anew, is no transfer. */
export function followPull(onProgress: (progress: PullProgress) => void): (line: TransferLine) => void {
  const layers = new Map<string, PullProgress>()
  return ({ id, status = '', progressDetail: { current = 0, total = 0 } = {} }) => {
    const before = layers.get(id ?? '')
    if (id !== undefined && status === 'Downloading')
      layers.set(id, { doneBytes: current, totalBytes: Math.max(total, current) })
    else if (id !== undefined && before !== undefined && /^(Download|Pull) complete/.test(status))
      layers.set(id, { ...before, doneBytes: before.totalBytes })
    const all = [...layers.values()]
    onProgress({
      doneBytes: all.reduce((sum, { doneBytes }) => sum + doneBytes, 0),
      totalBytes: all.reduce((sum, { totalBytes }) => sum + totalBytes, 0),
    })
  }
}
