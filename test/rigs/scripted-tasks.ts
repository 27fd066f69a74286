import { ok } from '../../src/lib/result.ts'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import { openTasks } from '../../src/tasks/open-tasks.ts'
import type { TaskVerbs } from '../../src/tasks/verbs.ts'
import type { StartInput, WorkerVerbs } from '../../src/workers/verbs.ts'
import { aWorker } from '../../src/workers/worker.fixture.ts'
import { scriptedFleet } from './scripted-fleet.ts'

/** Tasks whose agents work until the test ends them, in a store that is real. Without an engine. */
export interface ScriptedTasks extends AsyncDisposable {
  /** The verbs as one more program has them, in a folder of its own if it is named. */
  readonly open: (cwd?: string) => Promise<TaskVerbs>
  /** Tasks that are at work, in the order in which they began. */
  readonly atWork: () => readonly string[]
  /** What their workers were started with. */
  readonly started: readonly StartInput[]
  /** Where their workers are. */
  readonly workers: WorkerVerbs
  /** Its agent says that it is done. */
  readonly end: (id: string) => void
  /** What was left behind: words after `hal`. */
  readonly leftBehind: readonly string[]
  /** Tasks of which nothing is left in the workers that were there before. */
  readonly cleared: readonly string[]
}

interface Options {
  /** A folder that is there. */
  readonly folder: string
  readonly concurrency?: number
  readonly keep?: { readonly forMs?: number; readonly bytes?: number }
}

export function scriptedTasks({ folder, concurrency = 5, keep = {} }: Options): ScriptedTasks {
  const running = new Map<string, PromiseWithResolvers<number>>()
  const opened: AsyncDisposable[] = []
  const leftBehind: string[] = []
  const cleared: string[] = []
  const { verbs } = scriptedFleet()
  const started: StartInput[] = []
  const workers: WorkerVerbs = {
    ...verbs,
    start: (input) => {
      started.push(input)
      return verbs.start(input)
    },
    agents: async () => ok([]),
    checkWorkspace: async () => ok(undefined),
    find: async (name) => ok(aWorker({ name })),
    beginRun: async () => ok(undefined),
    hostFor: async ({ name, agent = 'codex' }) => ok({ name, containerId: 'c1', agent }),
    beginGuest: async () => ok(undefined),
    clearGuest: async ({ guest = '' }) => {
      cleared.push(guest)
      return ok(undefined)
    },
    followRun: async ({ name, guest = idOf(name), onBytes }) => {
      const end = Promise.withResolvers<number>()
      running.set(guest, end)
      const exitCode = await end.promise
      if (exitCode === 0) await onBytes(Buffer.from(answer))
      return ok({ exitCode, errors: '', changed: [] })
    },
    stopRun: async ({ name, guest = idOf(name) }) => {
      running.get(guest)?.resolve(130)
      running.delete(guest)
      return ok(undefined)
    },
  }
  return {
    open: async (cwd = folder) => {
      const store = await openSqliteStore(`${folder}/hal.db`)
      if (!store.ok) throw new Error(JSON.stringify(store.failure))
      opened.push(store.value)
      return openTasks({
        ...{
          store: async () => store,
          workers,
          images: { resolve: nothingToResolve },
          agents: {},
          usualAgent: undefined,
          concurrency,
        },
        keep: { forMs: Number.POSITIVE_INFINITY, bytes: Number.POSITIVE_INFINITY, ...keep },
        leaveBehind: (argv) => void leftBehind.push(argv.join(' ')),
        locksDir: `${folder}/locks`,
        cwd,
        signal: new AbortController().signal,
      })
    },
    started,
    workers,
    atWork: () => [...running.keys()],
    end: (id) => {
      running.get(id)?.resolve(0)
      running.delete(id)
    },
    leftBehind,
    cleared,
    [Symbol.asyncDispose]: async () => {
      for (const store of opened) await store[Symbol.asyncDispose]()
    },
  }
}

const idOf = (worker: string): string => worker.replace(/^task-/, '')

const nothingToResolve = () => Promise.reject(new Error('there are no images here'))

/** As Codex says it. */
const answer = [
  { type: 'item.completed', item: { id: 'item_1', type: 'agent_message', text: 'Done.' } },
  { type: 'turn.completed', usage: { input_tokens: 1, cached_input_tokens: 0, output_tokens: 1 } },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join('')
