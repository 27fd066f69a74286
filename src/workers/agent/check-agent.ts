import { randomBytes } from 'node:crypto'
import { findForm } from '../../agents/forms.ts'
import type { Engine } from '../../engines/engine.ts'
import { ok } from '../../lib/result.ts'
import type { WorkersContext } from '../context.ts'
import { workerUser } from '../create/user.ts'
import { label } from '../labels.ts'
import { inside } from '../reach/inside.ts'
import { insideRun } from '../reach/inside-run.ts'
import type { AgentCheck, AgentFacts, CheckAgentInput, WorkerResult } from '../verbs.ts'
import { factsOfAgents } from './agent-facts.ts'
import { waysIn } from './ways-in.ts'

/** Whether an agent would start here: its CLI is run in a container that is gone afterwards, and its models' address is asked for a sign of life. */
export async function checkAgent(context: WorkersContext, input: CheckAgentInput): WorkerResult<AgentCheck> {
  const found = factsOfAgents(context, input.name)
  if (!found.ok) return found
  const [facts] = found.value
  if (facts === undefined) throw new Error('a name that was found is of one agent')
  const form = findForm(input.name, context.agents)
  if (!form.ok) return form
  const [endpoint, cli] = await Promise.all([askEndpoint(facts), askCli(context, facts, input)])
  return cli.ok ? ok({ facts, waysIn: waysIn(form.value, facts.baseUrl), endpoint, cli: cli.value }) : cli
}

const endpointPatienceMs = 3_000

/** Any answer is one: without a key most say 401 or 404. */
async function askEndpoint({ baseUrl }: AgentFacts): Promise<AgentCheck['endpoint']> {
  if (baseUrl === undefined) return undefined
  try {
    const signal = AbortSignal.timeout(endpointPatienceMs)
    const { status } = await fetch(baseUrl, { method: 'HEAD', redirect: 'manual', signal })
    return { kind: 'answers', status }
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const isLate = error instanceof Error && error.name === 'TimeoutError'
    const why = isLate ? `no answer in ${endpointPatienceMs / 1000} s` : String(cause).replace(/^Error: /, '')
    return { kind: 'silent', why }
  }
}

async function askCli(
  context: WorkersContext,
  { tools, program, flags }: AgentFacts,
  { image, signal = context.signal }: CheckAgentInput,
): WorkerResult<AgentCheck['cli']> {
  if (tools === undefined) return ok(undefined)
  const engine = await context.engine()
  if (!engine.ok) return engine
  const volume = await context.ensureTools(() => {}, signal, { agent: tools })
  if (!volume.ok) return volume
  const made = await openStand(context, engine.value, { image, volume: volume.value.volume })
  if (!made.ok) return made
  try {
    const run = insideRun(
      engine.value,
      made.value,
      AbortSignal.any([signal, AbortSignal.timeout(cliPatienceMs)]),
    )
    const version = await run({ script: `exec /tools/bin/${program} --version </dev/null` })
    if (!version.ok) return version
    const help = await run({ script: `exec /tools/bin/${program} --help </dev/null 2>&1` })
    if (!help.ok) return help
    const words = new Set(help.value.stdout.toString().match(/(?<![\w-])--?[a-z][\w-]*/g))
    const { exitCode, stdout, stderr } = version.value
    return ok({
      exitCode,
      version: /\d+\.\d+\.\d+[\w.-]*/.exec(stdout.toString())?.[0]?.replace(/\.$/, ''),
      said: `${stdout}${stderr}`.trim().split('\n').at(-1) ?? '',
      // A program that was too slow to say all of it has denied nothing.
      unknownFlags: help.value.exitCode === 0 ? flags.filter((flag) => !words.has(flag)) : [],
    })
  } finally {
    await engine.value.remove(made.value, { force: true })
  }
}

/** The slowest takes some seconds to say its version. */
const cliPatienceMs = 60_000

/** With the agent's tools, next to nothing else, and no way out. */
async function openStand(
  context: WorkersContext,
  engine: Engine,
  { image, volume }: { readonly image: string; readonly volume: string },
): WorkerResult<string> {
  const info = await engine.info()
  if (!info.ok) return info
  const { uid, gid } = workerUser(context.person, info.value, false)
  const created = await engine.create({
    name: `hal.check.${randomBytes(4).toString('hex')}`,
    image,
    labels: { [label.role]: 'check', [label.owner]: context.owner },
    entrypoint: ['/bin/sh', '-c', `sleep ${(cliPatienceMs * 3) / 1000}`],
    command: [],
    env: { HOME: '/tmp' },
    user: `${uid}:${gid}`,
    workdir: '/tmp',
    hostname: 'check',
    network: 'none',
    mounts: [{ kind: 'volume', volume, target: inside.tools, isReadOnly: true }],
    limits: { memoryBytes: 2 * 1024 ** 3, cpus: 1, pids: 256 },
  })
  if (!created.ok) return created
  const started = await engine.start(created.value)
  if (started.ok) return ok(created.value)
  await engine.remove(created.value, { force: true })
  return started
}
