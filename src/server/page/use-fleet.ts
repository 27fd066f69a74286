import { useEffect, useState } from 'preact/hooks'
import type { EngineRow, FleetChange, FleetRows, WorkerRow } from '../wire.ts'
import { get, Refusal } from './api.ts'

/** `lost`: what is shown may be old, and it is tried again. */
export type Link = { readonly kind: 'connecting' | 'live' } | { readonly kind: 'lost'; readonly why: string }

export interface ShownFleet {
  readonly link: Link
  readonly engine: EngineRow | undefined
  /** By name. */
  readonly workers: readonly WorkerRow[]
}

const nothing: ShownFleet = { link: { kind: 'connecting' }, engine: undefined, workers: [] }
const live: Link = { kind: 'live' }

/** A browser comes back by itself to a server that was away, and not to one that has answered with a refusal. */
const afterRefusalMs = 2000

/** The fleet as it is now, held by one stream. `onShut`: the server wants its secret. */
export function useFleet(onShut: () => void): ShownFleet {
  const [fleet, setFleet] = useState(nothing)
  useEffect(() => {
    let stream: EventSource
    let again: ReturnType<typeof setTimeout>
    const lose = (why: string) => setFleet((before) => ({ ...before, link: { kind: 'lost', why } }))
    const open = () => {
      stream = new EventSource('/events')
      const told = <T>({ data }: MessageEvent<string>): T => JSON.parse(data) as T
      stream.addEventListener('snapshot', (event) => setFleet({ link: live, ...told<FleetRows>(event) }))
      stream.addEventListener('change', (event) => setFleet(changed(told<FleetChange>(event))))
      stream.onopen = () => setFleet((before) => ({ ...before, link: live }))
      stream.onerror = async () => {
        lose('no connection')
        if (stream.readyState !== EventSource.CLOSED) return
        again = setTimeout(open, afterRefusalMs)
        const refusal = await whyRefused()
        if (refusal?.status === 401) return onShut()
        if (refusal !== undefined) lose(refusal.message)
      }
    }
    open()
    return () => {
      stream.close()
      clearTimeout(again)
    }
  }, [onShut])
  return fleet
}

/** A stream that is refused doesn't say why: what it is made of is asked for once. `undefined`: that is there. */
export async function whyRefused(): Promise<Refusal | undefined> {
  try {
    await get('/workers')
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

const changed =
  ({ engine, changed, gone }: FleetChange) =>
  (before: ShownFleet): ShownFleet => {
    const workers = new Map(before.workers.map((worker) => [worker.name, worker]))
    for (const name of gone) workers.delete(name)
    for (const worker of changed) workers.set(worker.name, worker)
    return {
      link: live,
      engine: engine ?? before.engine,
      workers: [...workers.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    }
  }
