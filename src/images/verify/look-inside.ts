import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import type { ContainerSpec, Engine } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { imageLabels } from '../labels.ts'

/** What a container of an image says of itself. */
export interface LookInside {
  /** By tool, what it says of its version in one line. One that isn't there, or says nothing of one, is missing. */
  readonly answers: ReadonlyMap<string, string>
  /** What a worker of any user id would trip over, in words. */
  readonly problems: readonly string[]
}

/** A user that no image knows, as some clusters give one: uid 12345 in the group root. */
const anyUser = '12345:0'

/**
 * Runs the image as a worker or a task would run it, under any user id: no capabilities, no network, `HOME` in `/tmp`, the
 * tools at `/tools`, and at `/workspace` the image's own folder. Asks each tool for its version.
 */
export async function lookInside(
  engine: Engine,
  reference: string,
  {
    tools,
    toolsVolume,
    hasWorkspace,
    signal,
  }: {
    readonly tools: readonly string[]
    readonly toolsVolume: string
    /** It has a folder for work of its own. */
    readonly hasWorkspace: boolean
    readonly signal: AbortSignal | undefined
  },
): Promise<Result<LookInside, ImageFailure>> {
  const cancelled = fail({ reason: 'cancelled', what: `the look into ${reference}` } as const)
  if (signal?.aborted) return cancelled
  const spec = container(reference, toolsVolume)
  const found = await during(engine, spec, signal, (id) => ask(engine, id, { tools, hasWorkspace, signal }))
  if (signal?.aborted) return cancelled
  if (!found.ok) return found
  // As the image itself starts what it is told to run.
  const ending = { ...spec, name: `${spec.name}.end`, entrypoint: undefined, command: ends }
  const status = await during(engine, ending, signal, (id) => endOf(engine, id, signal))
  if (signal?.aborted) return cancelled
  if (!status.ok) return status
  const lost = status.value === lastStatus ? [] : ['the exit status of what it is told to run gets lost']
  return ok({ ...found.value, problems: [...found.value.problems, ...lost] })
}

/**
 * A container that is there as long as somebody looks at it. An engine with much to read takes seconds to start and to remove one: who is
 * asked to stop waits for neither, as the engine does it all the same, or the next look does.
 */
async function during<T>(
  engine: Engine,
  spec: ContainerSpec,
  signal: AbortSignal | undefined,
  look: (id: string) => Promise<Result<T, ImageFailure>>,
): Promise<Result<T, ImageFailure>> {
  const created = await engine.create(spec)
  if (!created.ok) return created
  const leave = hurry(signal)
  try {
    const started = await engine.start(created.value, leave)
    return started.ok ? await look(created.value) : started
  } finally {
    await engine.remove(created.value, { force: true, ...leave })
  }
}

/** Aborts a moment later: the engine must have got what it is to do. */
function hurry(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  if (signal === undefined) return {}
  const late = new AbortController()
  const soon = () => void setTimeout(leaveMs, undefined, { ref: false }).then(() => late.abort())
  if (signal.aborted) soon()
  else signal.addEventListener('abort', soon, { once: true })
  return { signal: late.signal }
}

const leaveMs = 500

/** The status that a container ends with; `undefined` where it doesn't, as nothing was told to stay. */
async function endOf(
  engine: Engine,
  id: string,
  signal: AbortSignal | undefined,
): Promise<Result<number | undefined, ImageFailure>> {
  const until = performance.now() + endMs
  while (performance.now() < until && signal?.aborted !== true) {
    const seen = await engine.inspect(id)
    if (!seen.ok) return seen
    if (seen.value.status.kind === 'exited') return ok(seen.value.status.exitCode)
    await setTimeout(lookAgainMs)
  }
  return ok(undefined)
}

const endMs = 20_000
const lookAgainMs = 50

/** One that isn't started for so long never will be. */
const startMs = 5 * 60_000

/** What a hal left behind that was killed while it looked, or before it did. */
export async function removeEndedLooks(engine: Engine, now: Date): Promise<void> {
  const left = await engine.list({ [imageLabels.kind]: 'verify' })
  if (!left.ok) return
  const ended = left.value.filter(
    ({ status, createdAt }) =>
      status.kind === 'exited' ||
      (status.kind === 'created' && now.getTime() - createdAt.getTime() > startMs),
  )
  await Promise.all(ended.map(({ id }) => engine.remove(id)))
}

const container = (image: string, toolsVolume: string): ContainerSpec => ({
  name: `hal.verify.${randomBytes(4).toString('hex')}`,
  image,
  labels: { [imageLabels.kind]: 'verify' },
  entrypoint: ['/bin/sh', '-c', 'sleep 600'],
  command: [],
  env: { HOME: '/tmp' },
  user: anyUser,
  workdir: '/workspace',
  hostname: 'verify',
  network: 'none',
  mounts: [{ kind: 'volume', volume: toolsVolume, target: '/tools', isReadOnly: true }],
  limits: { memoryBytes: 2 * 1024 ** 3, cpus: 1, pids: 512 },
})

async function ask(
  engine: Engine,
  id: string,
  {
    tools,
    hasWorkspace,
    signal,
  }: {
    readonly tools: readonly string[]
    readonly hasWorkspace: boolean
    readonly signal: AbortSignal | undefined
  },
): Promise<Result<LookInside, ImageFailure>> {
  const asked = await engine.exec(id, {
    argv: ['/bin/sh', '-c', script, hasWorkspace ? 'workspace' : 'verify', ...tools],
    ...(signal === undefined ? {} : { signal }),
  })
  if (!asked.ok) return asked
  asked.value.stream.end()
  const said = await text(asked.value.stream).catch((thrown) => {
    // Who is asked to stop closes the stream, and whoever reads it is told of that as of a mistake.
    if (signal?.aborted) return ''
    throw thrown
  })
  const lines = said.split('\n')
  const answers = new Map<string, string>()
  const problems: string[] = []
  for (const line of lines) {
    const [tool = '', answer = ''] = line.split('\t', 2)
    if (tool === 'problem:') problems.push(answer)
    else if (answer !== '') answers.set(tool, answer.replaceAll(colours, ''))
  }
  if ((await asked.value.exitCode) !== lastStatus) problems.push('exit statuses get lost')
  return ok({ answers, problems })
}

const colours = /\x1b\[[0-9;]*m/g
const lastStatus = 7
const ends = ['/bin/sh', '-c', `exit ${lastStatus}`]

/** Tools say their version in six ways; the first line with a number in it counts. */
const script = `
for tool do
  command -v "$tool" > /dev/null 2>&1 || continue
  for flag in --version -version version 'version --client' -V -v; do
    # A flag may be two words.
    said=$(timeout 20 "$tool" $flag 2>&1 < /dev/null) || continue
    line=$(printf '%s\\n' "$said" | grep -m 1 '[0-9]') || continue
    printf '%s\\t%s\\n' "$tool" "$line"
    break
  done
done
problem() { printf 'problem:\\t%s\\n' "$1"; }
[ -w "$HOME" ] || problem 'its user can not write its home'
[ "$0" != workspace ] || (: > /workspace/written) 2> /dev/null || problem 'its user can not write /workspace'
/tools/bin/tmux -V > /dev/null 2>&1 || problem 'the tools at /tools do not run'
if (: > /tools/written) 2> /dev/null; then problem 'its user can write /tools'; fi
find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /var/tmp -o -path /workspace \\) -prune \\
  -o -perm -0002 ! -type l ! -perm -1000 -print 2> /dev/null | head -n 5 | while read -r path; do
  problem "anybody can write $path"
done
exit ${lastStatus}
`
