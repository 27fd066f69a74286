import { setTimeout as delay } from 'node:timers/promises'
import type { ContainerAction, EngineEvent, Labels } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { ask, askForStream } from './ask.ts'
import { labelFilter } from './containers.ts'
import { type Fields, fields, number, text } from './guards.ts'
import { jsonValues } from './json-values.ts'
import { followPulse, type Patience, patienceFor } from './pulse.ts'
import { statusOf } from './refused.ts'

/** Waits; rejects when the signal aborts. */
export type Sleep = (ms: number, signal: AbortSignal) => Promise<unknown>

export interface EventsOptions {
  readonly labels: Labels
  readonly signal: AbortSignal
  readonly sleep?: Sleep
  readonly patience?: Patience
}

const firstPauseMs = 50
const longestPauseMs = 1_000

const realSleep: Sleep = (ms, signal) => delay(ms, undefined, { signal })

/** See the port. */
export async function* watchEvents(
  api: DockerApi,
  { labels, signal, sleep = realSleep, patience = patienceFor(api.address) }: EventsOptions,
): AsyncGenerator<EngineEvent> {
  let pauseMs = firstPauseMs
  let isLost = false
  while (!signal.aborted) {
    let why = 'the engine closed the stream of events'
    const given = new AbortController()
    const held = AbortSignal.any([signal, given.signal])
    using pulse = followPulse({
      patience,
      ping: () => ping(api, held),
      onSilent: (reason) => given.abort(reason),
    })
    try {
      const query = { filters: { type: ['container'], label: labelFilter(labels) } }
      const stream = await askForStream(api, { method: 'GET', path: '/events', query, signal: held })
      pulse.heard()
      yield { kind: 'connected' }
      isLost = false
      pauseMs = firstPauseMs
      try {
        for await (const value of jsonValues(stream)) {
          pulse.heard()
          const event = toEvent(fields(value))
          // Podman answers events that carry any of the labels.
          if (event !== undefined && carries(event, labels)) yield event
        }
      } finally {
        stream.destroy()
      }
    } catch (thrown) {
      if (!(thrown instanceof Error)) throw thrown
      why = given.signal.aborted ? String(given.signal.reason) : thrown.message
    }
    pulse[Symbol.dispose]()
    if (signal.aborted) return
    const since = given.signal.aborted ? { since: pulse.heardAt() } : {}
    if (!isLost) yield { kind: 'lost', why, ...since }
    isLost = true
    await sleep(pauseMs, signal).catch(() => undefined)
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }
}

/** Whatever the engine says to it, it says something. */
async function ping(api: DockerApi, signal: AbortSignal): Promise<void> {
  try {
    await ask(api, { method: 'GET', path: '/_ping', isUnqueued: true, signal })
  } catch (thrown) {
    if (statusOf(thrown) === undefined) throw thrown
  }
}

const carries = (event: EngineEvent, wanted: Labels): boolean =>
  event.kind !== 'container' ||
  Object.entries(wanted).every(
    ([key, value]) => key in event.labels && (value === '' || event.labels[key] === value),
  )

/** The engine mixes these among the labels. */
const facts = new Set([
  'name',
  'image',
  'exitCode',
  'signal',
  'execID',
  'execDuration',
  'containerExitCode',
  'oldName',
])

/** Podman says `died` and `remove` where Docker says `die` and `destroy`. */
const actions: Readonly<Record<string, ContainerAction>> = {
  create: 'create',
  start: 'start',
  die: 'die',
  died: 'die',
  oom: 'oom',
  pause: 'pause',
  unpause: 'unpause',
  destroy: 'destroy',
  remove: 'destroy',
  restart: 'restart',
}

/** `undefined` for what hal has no use for: exec_create, exec_start, resize … */
export function toEvent(answer: Fields): EngineEvent | undefined {
  const action = actions[text(answer['Action'])]
  if (action === undefined) return undefined
  const actor = fields(answer['Actor'])
  const attributes = Object.entries(fields(actor['Attributes'])).map(
    ([key, value]) => [key, text(value)] as const,
  )
  const exitCode = Number.parseInt(text(fields(actor['Attributes'])['exitCode']), 10)
  return {
    kind: 'container',
    id: text(actor['ID']),
    action,
    labels: Object.fromEntries(attributes.filter(([key]) => !facts.has(key))),
    at: new Date(number(answer['timeNano']) / 1e6 || number(answer['time']) * 1e3),
    ...(Number.isNaN(exitCode) ? {} : { exitCode }),
  }
}
