import { ok } from '../../src/lib/result.ts'
import type { Fleet, FleetSnapshot, FleetWorker, Screen, Typed } from '../../src/workers/fleet/fleet.ts'
import { resolveWorker } from '../../src/workers/name.ts'
import type { StartOutcome, VerbOutcome, WorkerVerbs } from '../../src/workers/verbs.ts'
import type { Named, Whom } from '../../src/workers/whom.ts'
import { aWorker } from '../../src/workers/worker.fixture.ts'
import type { Phase, Worker } from '../../src/workers/worker.ts'
import type { WorkerFailure } from '../../src/workers/worker-failure.ts'

/** A fleet in memory that does what it is told, and keeps a log of what it was asked. For looking at faces without an engine. */
export interface ScriptedFleet {
  readonly verbs: WorkerVerbs
  readonly fleet: Fleet
  /** Every verb asked, as `stop ada`. */
  readonly asked: readonly string[]
  /** Names whose screens are watched now. */
  readonly watched: ReadonlySet<string>
  readonly set: (workers: readonly FleetWorker[]) => void
  readonly setEngine: (engine: FleetSnapshot['engine']) => void
  readonly change: (name: string, over: Partial<Worker>) => void
  readonly show: (name: string, lines: readonly string[]) => void
  /** What was typed into workers, in order: `ada: ls`, `ada <Up>`, `ada paste: text`. */
  readonly typed: readonly string[]
  /** Takes the hands away from whatever they are on. */
  readonly loseTypist: (failure: WorkerFailure) => void
  /** What a worker's window prints, to whoever follows its logs. */
  readonly print: (name: string, text: string) => void
  /** What a worker's window has in its history, above its screen. */
  readonly remember: (name: string, lines: readonly string[]) => void
}

export const aRow = (worker: Partial<Worker> = {}, over: Partial<FleetWorker> = {}): FleetWorker => ({
  worker: aWorker(worker),
  stats: undefined,
  cpuHistory: [],
  lastLine: '',
  ...over,
})

export const aScreen = (lines: readonly string[], size = { columns: 80, rows: 24 }): Screen => ({
  lines: Array.from({ length: size.rows }, (_, row) => lines[row] ?? ''),
  ...size,
  cursor: { column: 0, row: Math.max(0, lines.length - 1), isVisible: true },
})

export const scriptedFleet = (initial: readonly FleetWorker[] = []): ScriptedFleet => {
  let snapshot: FleetSnapshot = {
    workers: initial,
    engine: { kind: 'connected', name: 'docker 20.10', hostName: 'laptop' },
  }
  const listeners = new Set<() => void>()
  const asked: string[] = []
  const screens = new Map<string, Screen>()
  const watchers = new Map<string, Set<(screen: Screen) => void>>()
  const watched = new Set<string>()
  const typed: string[] = []
  const followers = new Map<string, (chunk: Buffer) => void>()
  const histories = new Map<string, readonly string[]>()
  let loseTypist: (failure: WorkerFailure) => void = () => {}
  const update = (over: Partial<FleetSnapshot>) => {
    snapshot = { ...snapshot, ...over }
    for (const listener of [...listeners]) listener()
  }
  const change = (name: string, over: Partial<Worker>) =>
    update({
      workers: snapshot.workers.map((row) =>
        row.worker.name === name ? { ...row, worker: { ...row.worker, ...over } } : row,
      ),
    })
  /** As hal finds it: by a prefix, too, unless this very container is meant. */
  const found = (named: Named) =>
    resolveWorker(
      snapshot.workers.map(({ worker }) => worker),
      named,
    )
  const each = (whom: readonly Whom[], deed: (name: string) => void): readonly VerbOutcome[] =>
    whom.map((one) => {
      const named = typeof one === 'string' ? { name: one } : one
      const worker = found(named)
      if (!worker.ok) return { ok: false, name: named.name, failure: worker.failure }
      const { name } = worker.value
      deed(name)
      return { ok: true, name, tookMs: 120 }
    })
  const phase = (verb: string, next: () => Phase) => async (whom: readonly Whom[]) =>
    each(whom, (name) => {
      asked.push(`${verb} ${name}`)
      change(name, { phase: next() })
    })
  const fleet: Fleet = {
    snapshot: () => snapshot,
    subscribe: (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    watchScreen: ({ name, onScreen }) => {
      const of = watchers.get(name) ?? new Set()
      watchers.set(name, of.add(onScreen))
      watched.add(name)
      const screen = screens.get(name)
      if (screen !== undefined) queueMicrotask(() => onScreen(screen))
      return {
        [Symbol.dispose]: () => {
          of.delete(onScreen)
          if (of.size === 0) watched.delete(name)
        },
      }
    },
    typist: ({ worker, onLost }) => {
      const { name } = worker
      loseTypist = onLost
      const there = found(worker)
      if (!there.ok) queueMicrotask(() => onLost(there.failure))
      return {
        type: (one) => {
          if (there.ok) typed.push(`${name}${typedWords(one)}`)
        },
        [Symbol.asyncDispose]: async () => undefined,
      }
    },
    markSeen: ({ name }) => {
      asked.push(`seen ${name}`)
      change(name, { activity: 'idle' })
    },
    crashed: new Promise(() => undefined),
    setStatsInterest: () => undefined,
    [Symbol.asyncDispose]: async () => undefined,
  }
  const unscripted = (verb: string) => () => Promise.reject(new Error(`${verb} is not scripted`))
  const verbs: WorkerVerbs = {
    history: async () => ok({ happenings: [] }),
    watchHistory: async () => ({ [Symbol.asyncDispose]: async () => undefined }),
    start: async ({ name = 'zoe', profile, image }) => {
      asked.push(['start', name, profile, image].filter(Boolean).join(' '))
      const row = aRow({ name, phase: { kind: 'ready', since: new Date() }, profile: profile ?? 'base' })
      update({ workers: [...snapshot.workers, row] })
      const outcome: StartOutcome = {
        ok: true,
        name,
        value: row.worker,
        tookMs: 360,
        how: 'started',
        warnings: [],
      }
      return ok([outcome])
    },
    list: async () => ok(snapshot.workers.map(({ worker }) => worker)),
    find: unscripted('find'),
    gather: unscripted('gather'),
    bundle: unscripted('bundle'),
    beginRun: unscripted('beginRun'),
    checkWorkspace: unscripted('checkWorkspace'),
    hostFor: unscripted('hostFor'),
    beginGuest: unscripted('beginGuest'),
    clearGuest: unscripted('clearGuest'),
    toldToRun: unscripted('toldToRun'),
    tellRun: unscripted('tellRun'),
    followRun: unscripted('followRun'),
    stopRun: unscripted('stopRun'),
    inspect: async (whom) => found(typeof whom === 'string' ? { name: whom } : whom),
    stop: phase('stop', () => ({ kind: 'exited', since: new Date(), exitCode: 0, why: undefined })),
    startAgain: phase('start', () => ({ kind: 'ready', since: new Date() })),
    restart: phase('restart', () => ({ kind: 'ready', since: new Date() })),
    freeze: phase('freeze', () => ({ kind: 'frozen', since: new Date() })),
    thaw: phase('thaw', () => ({ kind: 'ready', since: new Date() })),
    remove: async (whom) =>
      each(whom, (name) => {
        asked.push(`remove ${name}`)
        update({ workers: snapshot.workers.filter(({ worker }) => worker.name !== name) })
      }),
    send: async ({ text = '', ...named }) => {
      const worker = found(named)
      if (!worker.ok) return worker
      const { name } = worker.value
      asked.push(`send ${name} ${text}`)
      if (text === 'fail')
        return { ok: false, failure: { reason: 'worker-unreachable', name, detail: 'no answer' } }
      return ok({ worker: name, window: 'shell' })
    },
    attach: async ({ terminal, ...named }) => {
      const worker = found(named)
      if (!worker.ok) return worker
      const { name } = worker.value
      asked.push(`attach ${name}`)
      const { input, output } = terminal
      output.write(`attached to ${name}: any key comes back\r\n`)
      input.setRawMode(true)
      const { promise: key, resolve } = Promise.withResolvers<void>()
      const onKey = () => resolve()
      input.on('data', onKey)
      input.resume()
      await key
      input.off('data', onKey)
      input.pause()
      input.setRawMode(false)
      return ok({ kind: 'detached', worker: name })
    },
    fleet: async () => ok(fleet),
    run: unscripted('run'),
    capture: async (named) => {
      const worker = found(named)
      if (!worker.ok) return worker
      const { name } = worker.value
      const text = [...(histories.get(name) ?? []), ...(screens.get(name)?.lines ?? [])].join('\n')
      return ok({ worker: name, window: 'shell', text: `${text.trimEnd()}\n` })
    },
    windows: unscripted('windows'),
    logs: async ({ onData, onCaughtUp, signal, ...named }) => {
      const worker = found(named)
      if (!worker.ok) return worker
      const { name } = worker.value
      asked.push(`logs ${name}`)
      onData(Buffer.from(`\u001b[32m${name} was here\u001b[0m\r\n`))
      onCaughtUp?.()
      followers.set(name, onData)
      await new Promise((resolve) => signal?.addEventListener('abort', resolve))
      asked.push(`end of logs ${name}`)
      return ok(undefined)
    },
    changes: unscripted('changes'),
    prompt: unscripted('prompt'),
    ask: unscripted('ask'),
    wait: unscripted('wait'),
    diff: unscripted('diff'),
    diffSummary: unscripted('diffSummary'),
    pull: unscripted('pull'),
    merge: unscripted('merge'),
    environment: async () =>
      ok([
        { name: 'API_TOKEN', value: undefined },
        { name: 'LANG', value: 'C.UTF-8' },
      ]),
    health: unscripted('health'),
    login: unscripted('login'),
    logins: unscripted('logins'),
    forgetLogin: unscripted('forgetLogin'),
    renewLogins: unscripted('renewLogins'),
    watchLogins: async () => ({ [Symbol.asyncDispose]: async () => undefined }),
    prunable: unscripted('prunable'),
    prune: unscripted('prune'),
    explain: async (named) => {
      const worker = found(named)
      if (!worker.ok) return worker
      const said = {
        prompt: { at: undefined, text: `Fix it, ${worker.value.name}.` },
        answer: { at: undefined, text: 'It is fixed.\nAll of it.' },
      }
      const unknown = {
        isUnattended: undefined,
        isMadeWithoutLogin: false,
        title: undefined,
        pane: undefined,
        screen: undefined,
      }
      return ok({ worker: worker.value, ...unknown, ...said })
    },
    lastTurn: unscripted('lastTurn'),
    agents: unscripted('agents'),
    checkAgent: unscripted('checkAgent'),
  }
  return {
    verbs,
    fleet,
    asked,
    watched,
    set: (workers) => update({ workers }),
    setEngine: (engine) => update({ engine }),
    change,
    show: (name, lines) => {
      const screen = aScreen(lines)
      screens.set(name, screen)
      for (const watcher of watchers.get(name) ?? []) watcher(screen)
    },
    typed,
    loseTypist: (failure) => loseTypist(failure),
    print: (name, text) => followers.get(name)?.(Buffer.from(text)),
    remember: (name, lines) => void histories.set(name, lines),
  }
}

const typedWords = (typed: Typed): string => {
  if (typed.kind === 'key') return ` <${typed.key}>`
  return typed.kind === 'paste' ? ` paste: ${typed.text}` : `: ${Buffer.from(typed.bytes).toString()}`
}
