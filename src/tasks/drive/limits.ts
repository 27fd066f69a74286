import type { AgentEvent } from '../../agents/stream/agent-event.ts'
import type { TaskTrouble } from '../task.ts'
import { TurnCounter } from './turn-counter.ts'

/** What a run may not go beyond. */
export interface Limits extends Disposable {
  /** Aborts once it has. */
  readonly signal: AbortSignal
  /** How it has. */
  readonly passed: TaskTrouble | undefined
  /** It printed something, which says these. */
  readonly heard: (events: readonly AgentEvent[]) => void
  /** Whether it waits for a person: then it may be silent. */
  readonly waits: (isWaiting: boolean) => void
}

interface LimitsWish {
  /** Of all of it. */
  readonly timeoutMs: number | undefined
  readonly beganAt: Date
  /** Without a word. */
  readonly silentMs: number
  /** Whether it can't say anything now: then it may be silent, and for as long again once it can. */
  readonly isFrozen: () => Promise<boolean>
  readonly maxTurns: number | undefined
}

export function limitsOf({ timeoutMs, beganAt, silentMs, isFrozen, maxTurns }: LimitsWish): Limits {
  const controller = new AbortController()
  const counter = new TurnCounter()
  let passed: TaskTrouble | undefined
  const pass = (trouble: TaskTrouble): void => {
    passed ??= trouble
    controller.abort()
  }
  const after = (ms: number, over: () => void) =>
    ms <= longestTimerMs ? setTimeout(over, Math.max(0, ms)) : undefined
  const whole =
    timeoutMs === undefined
      ? undefined
      : after(beganAt.getTime() + timeoutMs - Date.now(), () =>
          pass({ reason: 'timed-out', afterMs: timeoutMs }),
        )
  let isWaiting = false
  const silence = () => after(silentMs, () => void wasSilent())
  let quiet = silence()
  const hush = (): void => {
    clearTimeout(quiet)
    quiet = isWaiting ? undefined : silence()
  }
  let wasFrozen = false
  const wasSilent = async (): Promise<void> => {
    const silent = quiet
    const isExcused = wasFrozen
    wasFrozen = await isFrozen()
    // It may have said something meanwhile.
    if (quiet !== silent) return
    if (wasFrozen || isExcused) hush()
    else pass({ reason: 'silent', forMs: silentMs })
  }
  return {
    signal: controller.signal,
    get passed() {
      return passed
    },
    heard: (events) => {
      hush()
      for (const event of events) counter.hear(event)
      if (maxTurns !== undefined && counter.turns > maxTurns) pass({ reason: 'turns', most: maxTurns })
    },
    waits: (is) => {
      if (is === isWaiting) return
      isWaiting = is
      hush()
    },
    [Symbol.dispose]: () => {
      clearTimeout(whole)
      clearTimeout(quiet)
      quiet = undefined
    },
  }
}

/** What `setTimeout` takes: 24 days. */
const longestTimerMs = 2 ** 31 - 1
