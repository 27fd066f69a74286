// What hal adds to an agent's own run: before its first word, while it speaks, and after its last byte.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findForm } from '../../../src/agents/forms.ts'
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts'
import type { Store } from '../../../src/store/store.ts'
import { AgentTeller } from '../../../src/tasks/hear/tell-agent.ts'
import { batchBytes } from '../../../src/workers/follow-run.ts'
import { agentPerson, modelsOf, plantedKey } from '../../rigs/agent-person.ts'
import type { Person } from '../../rigs/hal.ts'
import { HeadlessAgent, toolsOf } from '../../rigs/headless-agent.ts'
import { say, script } from '../../rigs/model-server/script.ts'
import { type ModelServer, startModelServer } from '../../rigs/model-server/server.ts'
import { type Served, served } from '../../rigs/served.ts'
import { limitRow, median, percentile, type Row, timed, timeRow } from '../row.ts'

const image = 'debian:bookworm-slim'
const rounds = 5
const ends = 40
/** Thousands of pieces. */
const longAnswer = 'a word and another one, '.repeat(20_000)
const recorded = join(import.meta.dirname, '../../rigs/streams/claude/2.1.330/answer.jsonl')

export async function measureRuns(): Promise<readonly Row[]> {
  const answers = script([{ when: /at length/, do: [say(longAnswer)] }, { do: [say('Done.')] }])
  await using models = await startModelServer(answers, { on: 'bridge' })
  const { person } = await agentPerson(models)
  await using _ = person
  const workspace = join(person.home, 'workspace')
  mkdirSync(workspace)
  chmodSync(workspace, 0o777)
  const first = await firstWordRow(person, models, workspace)
  return [first, await appendRow(person, models), await lastByteRow(person, workspace)]
}

/** OpenCode, each time in a container that is there for this alone. */
async function firstWordRow(person: Person, models: ModelServer, workspace: string): Promise<Row> {
  await using server = await served(person, { env: { WORKSPACE_DIR: workspace, TASK_IMAGE_OPENCODE: image } })
  const volume = await toolsOf('opencode')
  const halTimes: number[] = []
  const floorTimes: number[] = []
  // The first of each is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    const session = await sessionOf(server, models)
    await using agent = await byHand({ name: 'opencode', volume, models, prompt: 'say something' })
    if (round === 0) continue
    halTimes.push(session)
    floorTimes.push(agent.firstWordMs)
  }
  return timeRow('`POST /sessions` → the agent’s first word', '`docker run`, and OpenCode in it by hand', {
    ...{ halMs: median(halTimes), floorMs: median(floorTimes), goal: 1.2 },
  })
}

/** How long it was until its first word; resolves when it is over. */
async function sessionOf(server: Served, models: ModelServer): Promise<number> {
  const id = crypto.randomUUID()
  const config = { provider: 'local', model: 'fake-1', api_key: plantedKey }
  const wish = {
    ...{ session_id: id, prompt: 'say something' },
    model_config: { ...config, api_endpoint: modelsOf('opencode', models) },
  }
  const tookMs = await timed(async () => {
    await server.ask('POST', '/sessions', wish)
    const listener = await server.listen(`/sessions/${id}/stream`)
    await listener.heard(({ event }) => event === 'output')
  })
  const listener = await server.listen(`/sessions/${id}/stream`)
  await listener.heard(({ event }) => event === 'complete')
  return tookMs
}

interface ByHand {
  readonly name: string
  readonly volume: string
  readonly models: ModelServer
  readonly prompt: string
}

/** An agent without hal, from `docker run` to its end: when its first word came, and when each piece of what it said. */
async function byHand({ name, volume, models, prompt }: ByHand) {
  const form = findForm(name, {})
  if (!form.ok || form.value.headless === undefined) throw new Error(`${name} has no headless form`)
  const { headless, secrets } = form.value
  const [secret = ''] = secrets
  const launch = headless.launch({
    ...{ baseUrl: modelsOf(name, models), env: {}, hasLogin: false, model: 'fake-1', isRoot: false },
    ...{ secrets: new Set([secret]), resume: undefined },
  })
  const reader = headless.reader()
  const pieces: { readonly atMs: number; readonly events: number }[] = []
  const startedMs = performance.now()
  const agent = await HeadlessAgent.open({
    ...{ volume, label: 'hal-bench=1', image, secrets: { [secret]: plantedKey } },
  })
  const { stdout } = await agent.run(launch, prompt, {
    heard: (bytes) => {
      const events = reader.read(bytes)
      const words = events.filter(({ type }) => type === 'text')
      if (words.length > 0) pieces.push({ atMs: performance.now() - startedMs, events: words.length })
    },
  })
  const [first] = pieces
  if (first === undefined) throw new Error(`${name} said nothing`)
  return {
    headless,
    stdout,
    pieces,
    firstWordMs: first.atMs,
    [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose](),
  }
}

/** Claude Code tells each piece of a text as it comes; what hal is behind comes in pieces of `batchBytes`, each kept at once. */
async function appendRow(person: Person, models: ModelServer): Promise<Row> {
  const volume = await toolsOf('claude')
  const opened = await openSqliteStore(join(person.home, 'append.db'))
  if (!opened.ok) throw new Error(JSON.stringify(opened.failure))
  await using store = opened.value
  const halTimes: number[] = []
  const floorTimes: number[] = []
  // The first of each is not counted: both programs have run for a while when it counts.
  for (let round = 0; round <= rounds; round += 1) {
    await using agent = await byHand({ name: 'claude', volume, models, prompt: 'tell me at length' })
    const { kept, tookMs } = await keep(store, agent, `round${round}`)
    if (round === 0) continue
    const told = agent.pieces.reduce((sum, piece) => sum + piece.events, 0)
    halTimes.push(tookMs / kept)
    floorTimes.push(((agent.pieces.at(-1)?.atMs ?? Number.NaN) - agent.firstWordMs) / told)
  }
  return timeRow(
    'an event of an agent, kept so that no crash loses it',
    'what Claude Code takes for one, a thousand of them as fast as it can',
    { halMs: median(halTimes), floorMs: median(floorTimes), goal: 0.1 },
  )
}

/** All that it said; answers how many events that is, and how long they took to be kept. */
async function keep(
  store: Store,
  { headless, stdout }: Pick<Awaited<ReturnType<typeof byHand>>, 'headless' | 'stdout'>,
  id: string,
): Promise<{ readonly kept: number; readonly tookMs: number }> {
  const facts = { wish: { prompt: 'x', agent: 'claude' }, state: { status: 'pending' }, told: 0 }
  await store.create({ id, kind: 'task', createdAt: new Date(), facts })
  const reader = headless.reader()
  const teller = new AgentTeller()
  let after = 0
  let tookMs = 0
  for (let from = 0; from < stdout.length; from += batchBytes) {
    const heard = reader.read(stdout.subarray(from, from + batchBytes))
    const at = new Date().toISOString()
    const events = heard.flatMap((event) => teller.tell(event)).map((event) => ({ at, ...event }))
    if (events.length === 0) continue
    tookMs += await timed(async () => {
      const kept = await store.append(id, { after, events, facts })
      if (!kept.ok) throw new Error(JSON.stringify(kept.failure))
      after = kept.value
    })
  }
  return { kept: after, tookMs }
}

/** A script in the place of claude's program says in its last line when it wrote it: once hal has long begun to listen. */
async function lastByteRow(person: Person, workspace: string): Promise<Row> {
  const lines = readFileSync(recorded, 'utf8').trim().split('\n')
  const last = JSON.stringify({ ...JSON.parse(lines.at(-1) ?? ''), result: '@@' })
  const [before = '', behind = ''] = last.split('@@')
  for (const [name, text] of Object.entries({ lines: `${lines.slice(0, -1).join('\n')}\n`, before, behind }))
    writeFileSync(join(workspace, name), text)
  const actor =
    'cd /workspace && cat > /dev/null && cat lines && sleep 1 && cat before && date +%s%3N | tr -d "\\n" && cat behind && echo'
  writeFileSync(join(workspace, 'actor'), `#!/bin/sh\n${actor}\n`, { mode: 0o755 })
  const config = join(person.env['HOME'] ?? '', '.config/hal/config.json')
  const { agents } = JSON.parse(readFileSync(config, 'utf8'))
  const claude = { ...agents.claude, command: ['sh', '/workspace/actor'] }
  writeFileSync(config, JSON.stringify({ agents: { ...agents, claude } }))
  await using server = await served(person, { env: { WORKSPACE_DIR: workspace } })
  const times: number[] = []
  for (let round = 0; round < ends; round += 1) {
    const { body } = await server.ask('POST', '/tasks', { prompt: 'x', agent: 'claude', image })
    const listener = await server.listen(`/tasks/${body.task.id}/events`)
    const { data } = await listener.heard(({ event }) => event === 'complete' || event === 'error')
    times.push(Date.now() - Number(data.answer))
    await listener.ended
  }
  return {
    ...limitRow('an agent’s last byte → `complete`', [
      { name: 'p50', value: percentile(times, 50), most: 100, unit: 'ms' },
      { name: 'p95', value: percentile(times, 95), most: 100, unit: 'ms' },
    ]),
    floor: 'the usual way: its screen is the same for so long',
    floorValue: '2000 ms',
  }
}
