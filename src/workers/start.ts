import type { Engine, EngineInfo } from '../engines/engine.ts'
import { fail, ok } from '../lib/result.ts'
import { promptAgent } from './agent/prompt.ts'
import type { WorkersContext } from './context.ts'
import { bringSecrets, freshenLogin } from './create/bring-secrets.ts'
import { checkStart } from './create/check-start.ts'
import { type ContainerAtHand, createWorker } from './create/create.ts'
import { existingWorker } from './create/existing.ts'
import { keyWarnings } from './create/key-warning.ts'
import { limitWarnings, resolveSpec, type WorkerSpec } from './create/spec.ts'
import { allWorkers } from './find.ts'
import { knownOf } from './history/known-of.ts'
import { namesFor } from './name.ts'
import { awaitAnswer, readWorker, withEarlyAgentExit } from './reach/ready.ts'
import { folderOnHost } from './reach/sockets.ts'
import type { StartInput, StartOutcome, StartStage, WorkerResult } from './verbs.ts'
import { prepareWorkspace } from './work/prepare-workspace.ts'
import type { Worker } from './worker.ts'

/** Starts workers side by side. Input that can't be right fails as a whole; after that each worker answers for itself. */
export async function startWorkers(
  context: WorkersContext,
  input: StartInput,
): WorkerResult<readonly StartOutcome[]> {
  const checked = checkStart(input)
  if (!checked.ok) return checked
  const engine = await context.engine()
  if (!engine.ok) return engine
  const [info, names] = await Promise.all([
    engine.value.info(),
    chooseNames(context, input),
    context.warmUp(),
  ])
  if (!info.ok) return info
  if (!names.ok) return names
  const spec = resolveSpec(input, context, info.value)
  if (!spec.ok) return spec
  const { wish, workspace, agent } = spec.value
  if (input.prompt !== undefined && (agent?.form.box ?? 'unknown') === 'unknown')
    return fail({ reason: 'no-prompt-at-start', agent: agent?.form.name })
  const isFolderNeeded = wish.kind === 'bind' || wish.kind === 'clone'
  if (input.name === undefined && isFolderNeeded && !workspace.ok) return workspace
  const start = { engine: engine.value, info: info.value, input, spec: spec.value }
  return ok(await Promise.all(names.value.map((name) => startOne(context, name, start))))
}

async function chooseNames(
  context: WorkersContext,
  { name, count = 1 }: StartInput,
): WorkerResult<readonly string[]> {
  if (name !== undefined) return ok(namesFor(name, count, new Set()))
  const existing = await allWorkers(context, true)
  return existing.ok
    ? ok(namesFor(undefined, count, new Set(existing.value.map((worker) => worker.name))))
    : existing
}

interface Start {
  readonly engine: Engine
  readonly info: EngineInfo
  readonly input: StartInput
  readonly spec: WorkerSpec
}

interface BringUp extends Start {
  readonly name: string
  readonly onStage: (stage: StartStage) => void
  readonly onBuild: StartInput['onBuild']
  readonly signal: AbortSignal
}

/** A worker that exists comes back as it is. Between the look and the creation another hal may have made it: then, too. */
async function bringUp(context: WorkersContext, request: BringUp): WorkerResult<ContainerAtHand> {
  const existing = await existingWorker(context, request)
  if (existing !== undefined) return existing
  const created = await createWorker(context, request)
  if (created.ok || created.failure.reason !== 'name-taken') return created
  return (await existingWorker(context, request)) ?? created
}

async function startOne(context: WorkersContext, name: string, start: Start): Promise<StartOutcome> {
  const { prompt: text, signal: given } = start.input
  const signal = given === undefined ? context.signal : AbortSignal.any([context.signal, given])
  const started = await context.comingUp(() => comeUp(context, { ...start, name, signal }))
  if (!started.ok || text === undefined) return started
  const { containerId } = started.value
  return { ...started, prompt: await promptAgent(context, { name, containerId, text, signal }) }
}

async function comeUp(
  context: WorkersContext,
  {
    engine,
    info,
    input,
    spec,
    name,
    signal,
  }: Start & { readonly name: string; readonly signal: AbortSignal },
): Promise<StartOutcome> {
  const startedMs = performance.now()
  const onStage = (stage: StartStage) => input.onProgress?.(name, stage)
  const { onBuild } = input
  const atHand = await bringUp(context, { engine, info, name, input, spec, onStage, onBuild, signal })
  if (!atHand.ok) return { ok: false, name, failure: atHand.failure }
  const { containerId, how, imageFrom, staleImage } = atHand.value
  const ofNew = () => [
    ...limitWarnings(input, spec, info),
    ...keyWarnings(spec, context.agents[input.agent ?? '']),
  ]
  const warnings = [...(how === 'started' ? ofNew() : []), ...atHand.value.warnings]
  const ready = await wakeUntilReady(context, { engine, name, atHand: atHand.value, onStage, signal })
  if (!ready.ok) {
    // What never came up is not left behind; a worker that was there before keeps its files.
    if (how === 'started') {
      await engine.remove(containerId, { force: true })
      await atHand.value.undo()
    }
    return { ok: false, name, failure: ready.failure }
  }
  onStage('ready')
  if (how !== 'ran-already') context.history.note(knownOf(ready.value))
  const tookMs = performance.now() - startedMs
  return { ok: true, name, value: ready.value, tookMs, how, imageFrom, staleImage, warnings }
}

interface Waking {
  readonly engine: Engine
  readonly name: string
  readonly atHand: ContainerAtHand
  readonly onStage: (stage: StartStage) => void
  readonly signal: AbortSignal
}

/** An engine answers a start some time after the container's program runs: where tmux can be seen from here, it is waited for meanwhile. */
async function wakeUntilReady(
  context: WorkersContext,
  { engine, name, atHand: { containerId, wake, own, agent, secrets, how }, onStage, signal }: Waking,
): WorkerResult<Worker> {
  const giveUp = new AbortController()
  const silence = new AbortController()
  const wakeWithSecrets = async () => {
    const woken = await wake()
    if (woken.ok) {
      const brought = await bringSecrets({ engine, name, containerId, secrets, signal })
      const isStartedAgain = how === 'started-again'
      return brought.ok ? freshenLogin(context, { containerId, agent, secrets, isStartedAgain }) : brought
    }
    giveUp.abort()
    return woken
  }
  const waking = wakeWithSecrets()
  if (folderOnHost(context, name) === undefined) await waking
  const request = {
    ...{ engine, name, containerId, isAgentHeld: own !== undefined, waking },
    signal: AbortSignal.any([signal, giveUp.signal]),
  }
  const prepare = async (): WorkerResult<void> => {
    const woken = await waking
    if (!woken.ok || own === undefined) return woken
    onStage('preparing')
    const unanswered = AbortSignal.any([request.signal, silence.signal])
    return prepareWorkspace(context, { engine, name, containerId, own, signal: unanswered })
  }
  const answer = async () => {
    const answered = await awaitAnswer(context, request)
    if (!answered.ok) silence.abort()
    return answered
  }
  // What is checked out waits for no tmux.
  const [woken, prepared, answered] = await Promise.all([waking, prepare(), answer()])
  // A container that ended can't take secrets either: why it ended is what there is to say.
  if (!woken.ok) return answered.ok || giveUp.signal.aborted ? woken : answered
  if (!answered.ok) return answered
  if (!prepared.ok) return prepared
  const worker = await readWorker(request, answered.value)
  return worker.ok && own !== undefined
    ? ok(await withEarlyAgentExit(context, request, worker.value))
    : worker
}
