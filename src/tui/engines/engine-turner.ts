import { sentenceOf } from '../../present/failure.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { bad, good, news, type Said } from '../actions/said.ts'
import { stillDoing } from '../actions/still-doing.ts'
import { withToast } from '../changes.ts'
import type { Model } from '../model.ts'
import type { Store } from '../store.ts'
import { onEngine } from './engine-changes.ts'
import type { Engines, OpenEngine } from './engines.ts'
import { type FleetScope, openFleetScope, type Stage } from './fleet-scope.ts'

/** What is shown now, and the way to another engine. */
export interface EngineTurner extends AsyncDisposable {
  readonly shown: () => FleetScope
  /** Begins to turn to it; answers why it can't. What came of it is told when it is known. */
  readonly turnTo: (name: string) => string | undefined
}

/** Turns the dashboard to another engine once that answers; until then, and where it doesn't, the present one stays. */
export const engineTurner = (stage: Stage, engines: Engines | undefined, first: FleetScope): EngineTurner => {
  const { store, now, onBug } = stage
  const ended = new AbortController()
  let shown = first
  let isTurning = false
  const leaving = new Set<Promise<void>>()
  const say = ({ kind, text, nextStep }: Said) => store.news(withToast({ kind, text, nextStep, at: now() }))

  const leave = (left: AsyncDisposable) => {
    const done = Promise.resolve(left[Symbol.asyncDispose]()).catch(onBug)
    leaving.add(done)
    void done.then(() => leaving.delete(done))
  }

  const show = async (name: string, engine: OpenEngine): Promise<void> => {
    const fleet = await engine.verbs.fleet()
    if (!fleet.ok) {
      say(unreached(name, fleet.failure))
      return leave(engine)
    }
    await until(store, isFree, ended.signal)
    if (ended.signal.aborted) {
      leave(fleet.value)
      return leave(engine)
    }
    leave(shown)
    const snapshot = fleet.value.snapshot()
    store.news(onEngine({ name, snapshot }))
    shown = openFleetScope(stage, engine, fleet.value)
    const { name: called, hostName } = snapshot.engine
    say(good(`this is ${called}${hostName === undefined ? '' : ` on ${hostName}`}, by the name ${name}`))
  }

  const turn = async (name: string, open: Engines['open']): Promise<void> => {
    isTurning = true
    say(news(`reaching ${name}`))
    try {
      const opened = await open(name)
      if (opened.ok) await show(name, opened.value)
      else say(unreached(name, opened.failure))
    } catch (bug) {
      onBug(bug)
      say(bad(`turning to ${name} hit a mistake in hal itself`, String(bug)))
    } finally {
      isTurning = false
    }
  }

  return {
    shown: () => shown,
    turnTo: (name) => {
      if (engines === undefined) return `hal dashboard --engine ${name} opens it`
      if (isTurning) return 'another engine is being reached'
      const doing = stillDoing(store.model())
      if (doing.length > 0) return `not while hal is ${doing.join(', ')}`
      if (name === store.model().engines.present) return `${name} is shown already`
      void turn(name, engines.open)
      return undefined
    },
    [Symbol.asyncDispose]: async () => {
      ended.abort()
      await shown[Symbol.asyncDispose]()
      await Promise.all(leaving)
    },
  }
}

/** With what was tried: which address it is, and why nothing came of it. */
const unreached = (name: string, failure: WorkerFailure): Said => {
  const { what, why = [] } = sentenceOf(failure)
  const tried = why.filter((line) => line.startsWith('  ')).map((line) => line.trim())
  const words =
    tried.length === 0 ? `can't turn to ${name}: ${what}` : `can't turn there: ${tried.join(', ')}`
  return bad(words, ':engine alone says which are known')
}

/** What is typed is meant for the fleet that it was begun on. */
const isFree = (model: Model): boolean =>
  model.dialog === undefined &&
  model.pane.focus === undefined &&
  !model.isAway &&
  stillDoing(model).length === 0

const until = (store: Store, holds: (model: Model) => boolean, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (!signal.aborted && !holds(store.model())) return
      stop()
      signal.removeEventListener('abort', look)
      resolve()
    }
    const stop = store.subscribe(look)
    signal.addEventListener('abort', look)
    look()
  })
