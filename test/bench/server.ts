// What `hal serve` costs, and how soon and how whole its listeners hear of a task. Its events are written by the benchmark itself: no agent
// is as fast. The listeners are another process's.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { takeFileLock } from '../../src/lib/file-lock.ts'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import type { Store } from '../../src/store/store.ts'
import type { Person } from '../rigs/hal.ts'
import { served } from '../rigs/served.ts'
import { costOf } from './dashboard/process-cost.ts'
import { limitRow, type Row } from './row.ts'
import { measureRuns } from './server/runs.ts'

const listeners = 1_000
const eventsEach = 2_000
const betweenEventsMs = 5
const replayed = 100_000

export const measureServer = async (person: Person): Promise<readonly Row[]> => [
  ...(await measureListening(person)),
  ...(await measureRuns()),
]

async function measureListening(person: Person): Promise<readonly Row[]> {
  const file = join(person.env['HOME'] ?? '', '.local/share/hal/hal.db')
  mkdirSync(dirname(file), { recursive: true })
  const opened = await openSqliteStore(file)
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  await using store = opened.value
  await using server = await served(person)
  const idle = await idleRow(server.pid)
  const replay = await replayRow(store, server.address)
  const live = await listenersRow(person, store, server)
  return [idle, replay, live]
}

/** After its first half minute, in which what it began with is cleared away. */
async function idleRow(pid: number): Promise<Row> {
  await after(30_000)
  const { cpuPercent, residentMb } = await costOf(pid, 20_000)
  return limitRow('a server that nobody asks', [
    { value: cpuPercent, most: 0.3, unit: '% of a core' },
    { value: residentMb, most: 90, unit: 'MB' },
  ])
}

/** A task that is over, so that nobody has to go on with it. */
async function replayRow(store: Store, address: string): Promise<Row> {
  const id = 'rrrrrr'
  await keep(store, id, { status: 'cancelled', at: new Date() })
  const batch = Array.from({ length: 1_000 }, () => output('what an agent says in one piece, as a rule'))
  for (let last = 0; last < replayed; last += batch.length) await append(store, id, last, batch)
  await append(store, id, replayed, [{ at: now(), type: 'status', status: 'cancelled' }])
  const startedMs = performance.now()
  const answer = await fetch(`${address}/tasks/${id}/events`, { headers: { 'Last-Event-ID': '1' } })
  let bytes = 0
  for await (const chunk of answer.body ?? []) bytes += chunk.byteLength
  const tookMs = performance.now() - startedMs
  if (bytes < replayed * 50) throw new Error(`the replay had ${bytes} bytes alone`)
  return limitRow('a history of 100,000 events, replayed', [
    { value: (tookMs * 1000) / replayed, most: 20, unit: 'µs an event' },
  ])
}

async function listenersRow(
  person: Person,
  store: Store,
  { address, pid }: { readonly address: string; readonly pid: number },
): Promise<Row> {
  const id = 'tttttt'
  const locks = join(person.env['HAL_STATE'] ?? '', 'task-locks')
  mkdirSync(locks, { recursive: true })
  // Whoever has it drives the task: the server leaves it alone.
  using lock = await takeFileLock(join(locks, id), { patienceMs: 0, signal: new AbortController().signal })
  if (lock === undefined) throw new Error('somebody drives the task')
  await keep(store, id, { status: 'running', since: new Date() })
  const program = fileURLToPath(new URL('./server/listeners.ts', import.meta.url))
  const running = execa(process.execPath, [program, `${address}/tasks/${id}/events`, String(listeners)])
  await new Promise<void>((resolve) => running.stdout.once('data', () => resolve()))
  const startedMs = performance.now()
  let last = 0
  while (last < eventsEach) {
    const due = Math.min(eventsEach, Math.ceil((performance.now() - startedMs) / betweenEventsMs))
    while (last < due) {
      await append(store, id, last, [output(`event ${last + 1}`)])
      last += 1
    }
    await after(betweenEventsMs)
  }
  const { residentMb } = await costOf(pid, 1)
  await append(store, id, last, [{ at: now(), type: 'status', status: 'cancelled' }])
  const { stdout } = await running
  const heard = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { p95Ms: number; missed: number }
  return limitRow(`${listeners} listeners of a task of 200 events a second`, [
    { name: 'p95', value: heard.p95Ms, most: 150, unit: 'ms' },
    { value: heard.missed, most: 0, unit: 'missed or out of order' },
    { value: residentMb, most: 400, unit: 'MB' },
  ])
}

const now = () => new Date().toISOString()
const output = (text: string) => ({ at: now(), type: 'output', text, isEnd: false })
const facts = (state: object) => ({
  wish: { prompt: 'x', agent: 'claude' },
  state,
  told: 0,
  isAdmitted: true,
})
let state: object

async function keep(store: Store, id: string, as: object): Promise<void> {
  state = as
  const kept = await store.create({ id, kind: 'task', createdAt: new Date(), facts: facts(as) })
  if (!kept.ok) throw new Error(JSON.stringify(kept.failure))
}

async function append(store: Store, id: string, last: number, events: readonly object[]): Promise<void> {
  const kept = await store.append(id, { after: last, events, facts: facts(state) })
  if (!kept.ok) throw new Error(JSON.stringify(kept.failure))
}
