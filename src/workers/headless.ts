import { ownPlace } from '../agents/own-place.ts'
import { fail, ok } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { beginningOf } from './create/headless-window.ts'
import { hasNoRun } from './follow-run.ts'
import { inside } from './reach/inside.ts'
import { insideRun } from './reach/inside-run.ts'
import { patientRun, stubbornRun } from './reach/patient-run.ts'
import { runFolder } from './reach/run-folder.ts'
import { whileThawed } from './reach/while-thawed.ts'
import type { BeginRunInput, SeenRun, TellRunInput, WorkerResult } from './verbs.ts'

const { halRun } = inside

/** As hal-run says it. */
const moved = 5

export async function beginRun(
  context: WorkersContext,
  { name, containerId, signal, ...begin }: BeginRunInput,
): WorkerResult<void> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const [file, input] = beginningOf(begin)
  const until = AbortSignal.any([context.signal, ...(signal === undefined ? [] : [signal])])
  const run = stubbornRun(engine.value, { containerId, signal: until })
  const ran = await run({ script: bring(file), args: [String(Buffer.byteLength(input))], input })
  if (!ran.ok) return ran
  return ran.value.exitCode === 0 ? ok(undefined) : undelivered(name, ran.value)
}

/** Whole, or not there: what waits for it begins at once. A second one changes nothing. */
const bring = (file: 'in' | 'prompt') => `umask 077
mkdir -p ${ownPlace(inside.runFolder)} && cd ${ownPlace(inside.runFolder)} || exit
[ ! -e ${file} ] || exit 0
cat > ${file}.$$ && [ "$(wc -c < ${file}.$$)" -eq "$1" ] && mv ${file}.$$ ${file}`

export async function toldToRun(
  context: WorkersContext,
  { name, containerId, guest }: SeenRun,
): WorkerResult<Buffer> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const run = stubbornRun(engine.value, { containerId, signal: context.signal })
  const read = await run({ script: `${catBeginning(guest)}exec cat ${ownPlace(runFolder({ guest }))}/in` })
  if (!read.ok) return read
  return read.value.exitCode === 0 ? ok(read.value.stdout) : undelivered(name, read.value)
}

/** What its window has yet to bring into its folder is told all the same. */
const catBeginning = (guest: string | undefined): string =>
  guest === undefined
    ? `cat ${ownPlace(runFolder({}))}/in 2>/dev/null && exit
cat ${ownPlace(inside.runBegin('in'))} 2>/dev/null && exit
`
    : ''

export async function tellRun(
  context: WorkersContext,
  { name, containerId, guest, after, text }: TellRunInput,
): WorkerResult<boolean> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const length = Buffer.byteLength(text)
  const run = patientRun(engine.value, { containerId, signal: context.signal })
  const said = await run({
    script: `exec ${halRun} --say ${ownPlace(runFolder({ guest }))} ${after} ${length}`,
    input: text,
  })
  if (!said.ok) return said
  const { exitCode } = said.value
  // A connection that broke says nothing of what came through: whoever looks again sees it.
  if (exitCode === 0 || exitCode === moved || exitCode === undefined) return ok(exitCode === 0)
  return undelivered(name, said.value)
}

interface Refused {
  readonly exitCode: number | undefined
  readonly stderr: string
}

export const undelivered = (name: string, { exitCode, stderr }: Refused) =>
  fail({
    ...{ reason: 'prompt-undelivered', name },
    detail: stderr.trim().split('\n').at(-1) || silentDetail(exitCode),
  } as const)

const silentDetail = (exitCode: number | undefined): string =>
  exitCode === undefined ? 'the connection to it broke' : 'not all of it could be written'

export async function stopRun(context: WorkersContext, { containerId, guest }: SeenRun): WorkerResult<void> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  // Also when hal itself is to end: this is a part of that.
  const run = insideRun(engine.value, containerId, new AbortController().signal)
  // Also what has not begun, and never will.
  const folder = ownPlace(runFolder({ guest }))
  // A frozen process can't act on a signal.
  const stopped = await whileThawed(engine.value, { containerId, isFrozenAgain: guest !== undefined }, () =>
    run({ script: `mkdir -p -m 700 ${folder} && exec ${halRun} --stop ${folder}` }),
  )
  // What doesn't run any more has nothing left.
  return stopped.ok || hasNoRun.has(stopped.failure.reason) ? ok(undefined) : stopped
}
