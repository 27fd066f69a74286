import { fail, type Result } from '../../lib/result.ts'
import { retry } from '../../lib/retry.ts'
import type { ImageFailure } from '../image-failure.ts'

/** How long a registry is waited for. */
export interface Patience {
  /** The pauses between tries. */
  readonly pausesMs: readonly number[]
  /** A registry that says nothing for so long hangs. */
  readonly silenceMs: number
}

export const usualPatience: Patience = { pausesMs: [1_000, 4_000], silenceMs: 60_000 }

/** What one try gets: a signal that aborts when the registry hangs, and a place to say that it doesn't. */
export type Try<T> = (signal: AbortSignal, heard: () => void) => Promise<Result<T, ImageFailure>>

export interface Patient {
  /** Tries until it works, can't work, or was tried often enough. */
  readonly attempt: <T>(
    image: string,
    work: Try<T>,
    onPause?: (failure: ImageFailure, pauseMs: number) => void,
  ) => Promise<Result<T, ImageFailure>>
}

/**
 * Silence counts for all that is under way at once: an engine sends only so many layers side by side, so one that waits for its turn is
 * not one that hangs.
 */
export function createPatient(
  { pausesMs, silenceMs }: Patience,
  signal: AbortSignal = new AbortController().signal,
): Patient {
  const underWay = new Set<AbortController>()
  let timer: NodeJS.Timeout | undefined
  const heard = (): void => {
    clearTimeout(timer)
    if (underWay.size === 0) return
    timer = setTimeout(() => {
      for (const one of underWay) one.abort()
    }, silenceMs)
  }
  const once = async <T>(image: string, work: Try<T>): Promise<Result<T, ImageFailure>> => {
    const silence = new AbortController()
    underWay.add(silence)
    heard()
    try {
      const result = await work(AbortSignal.any([signal, silence.signal]), heard)
      return result.ok || !silence.signal.aborted
        ? result
        : fail({ reason: 'registry-silent', image, silenceMs })
    } finally {
      underWay.delete(silence)
      heard()
    }
  }
  return {
    attempt: (image, work, onPause = () => {}) =>
      retry(() => once(image, work), { pausesMs, mayPass, onPause, signal }),
  }
}

const mayPass = (failure: ImageFailure): boolean =>
  failure.reason === 'registry-silent' || (failure.reason === 'registry-unreachable' && failure.mayPass)
