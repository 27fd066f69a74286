import type { AgentEvent } from '../agents/stream/agent-event.ts'
import type { TaskTrouble } from './task.ts'
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
  readonly maxTurns: number | undefined
}

export function limitsOf({ timeoutMs, beganAt, silentMs, maxTurns }: LimitsWish): Limits {
  const controller = new AbortController()
  const counter = new TurnCounter()
  let passed: TaskTrouble | undefined
  const pass = (trouble: TaskTrouble): void => {
    passed ??= trouble
    controller.abort()
  }
  const after = (ms: number, trouble: TaskTrouble) =>
    ms <= longestTimerMs ? setTimeout(pass, Math.max(0, ms), trouble) : undefined
  const whole =
    timeoutMs === undefined
      ? undefined
      : after(beganAt.getTime() + timeoutMs - Date.now(), { reason: 'timed-out', afterMs: timeoutMs })
  const silence = () => after(silentMs, { reason: 'silent', forMs: silentMs })
  let isWaiting = false
  let quiet = silence()
  const hush = (): void => {
    clearTimeout(quiet)
    quiet = isWaiting ? undefined : silence()
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
    },
  }
}

/** What `setTimeout` takes: 24 days. */
const longestTimerMs = 2 ** 31 - 1
