import { randomBytes } from 'node:crypto'
import { findForm } from '../agents/forms.ts'
import type { LoginForm } from '../agents/login.ts'
import { ownPlace } from '../agents/own-place.ts'
import { fail, ok } from '../lib/result.ts'
import { loginEnded } from './agent/login-argv.ts'
import { orUnkept, roomForLogin } from './agent/login-store.ts'
import { pageReader } from './agent/page-reader.ts'
import type { WorkersContext } from './context.ts'
import { noSecrets } from './create/bring-secrets.ts'
import { takeLogin } from './logins.ts'
import { inside } from './reach/inside.ts'
import { insideRun } from './reach/inside-run.ts'
import type { LoginInput, LoginTalk, TakenLogin, WorkerResult } from './verbs.ts'

/**
 * The agent's own login, in a worker that is made for it: with nothing of the person's but their proxy, in an empty workspace. What it leaves
 * is kept by hal. Dispose it, and the worker is gone, however it went.
 */
export async function loginToAgent(context: WorkersContext, input: LoginInput): WorkerResult<LoginTalk> {
  const found = findForm(input.agent, context.agents)
  if (!found.ok) return found
  const { login } = found.value
  if (login === undefined) return fail({ reason: 'no-login', agent: input.agent })
  const sizes = new Map(login.files.map((path) => [path, usualBytes]))
  const room = await orUnkept(context.dataDir, input.agent, () =>
    roomForLogin(context.dataDir, input.agent, sizes),
  )
  // Known before somebody goes to the trouble.
  if (!room.ok) return room
  await room.value[Symbol.asyncDispose]()
  const bare = bareContext(context)
  const engine = await context.engine()
  if (!engine.ok) return engine
  const name = `login-${input.agent}-${randomBytes(3).toString('hex')}`
  const { startWorkers } = await import('./start.ts')
  const { image, onProgress, signal } = input
  const started = await startWorkers(bare, {
    ...{ name, image, onProgress, signal },
    ...{ agent: input.agent, isLogin: true, workspace: 'empty' },
  })
  if (!started.ok) return started
  const [outcome] = started.value
  if (outcome?.ok === false) return outcome
  const containerId = outcome?.value.containerId ?? ''
  const over = new AbortController()
  const ending = AbortSignal.any([signal, over.signal])
  const { workerLogs } = await import('./logs.ts')
  void workerLogs(bare, {
    ...{ name, window: 'agent', isFollowed: true, signal: ending },
    onData: pageReader(input.onPage),
  })
  return ok({
    name,
    end: endOf(bare, { ...input, login, run: insideRun(engine.value, containerId, ending) }),
    type: async (text) => (await import('./send.ts')).sendToWorker(bare, { name, window: 'agent', text }),
    show: async (terminal) => {
      await insideRun(engine.value, containerId, ending)({ script: asWideAsTheTerminal })
      return (await import('./attach.ts')).attachWorker(bare, {
        ...{ name, window: 'agent', terminal, signal: ending },
      })
    },
    [Symbol.asyncDispose]: async () => {
      over.abort()
      const { removeWorkers } = await import('./remove.ts')
      await removeWorkers(bare, [name], { isForced: true, mayLoseWork: true })
    },
  })
}

/** No agent's file has been seen to be larger. */
const usualBytes = 64 * 1024

/** Nothing of the person's, nor of the folder they are in, is there to see for who logs in. */
const bareContext = (context: WorkersContext): WorkersContext => ({
  ...context,
  defaults: { ...context.defaults, mounts: [], setup: [], teardown: [], isRootAllowed: false },
  secrets: {
    ofAll: [],
    has: () => [],
    logins: () => [],
    whence: () => undefined,
    read: async () => ok(noSecrets),
  },
})

/** From here on its window is the person's, and as wide. */
const asWideAsTheTerminal = `${inside.tmux} -S ${ownPlace(inside.socket)} set-option -w -t hal:agent window-size latest`

interface Ending extends LoginInput {
  readonly login: LoginForm
  readonly run: ReturnType<typeof insideRun>
}

/** Waits inside, where the program ends or what it leaves is seen. */
async function endOf(
  context: WorkersContext,
  { agent, login: { files, goesOn }, run }: Ending,
): WorkerResult<TakenLogin> {
  const [first = ''] = files
  const waited = await run({ script: untilDone, args: [goesOn ? first : ''] })
  if (!waited.ok) return waited
  const exitCode = waited.value.exitCode === 0 ? Number(waited.value.stdout.toString()) : undefined
  const kept = new Map<string, string>()
  for (const path of files) {
    const read = await run({ script: 'head -c 262144 "$HOME/$1"', args: [path] })
    if (!read.ok) return read
    if (read.value.exitCode === 0 && read.value.stdout.length > 0)
      kept.set(path, read.value.stdout.toString())
  }
  if (exitCode !== 0 || !kept.has(first)) {
    const screen = await run({ script: lastScreen })
    const said =
      screen.ok && screen.value.exitCode === 0 ? lastLineOf(screen.value.stdout.toString()) : undefined
    return fail({ reason: 'login-failed', agent, exitCode, said })
  }
  return takeLogin(context, agent, kept)
}

const lastScreen = `${inside.tmux} -S ${ownPlace(inside.socket)} capture-pane -p -J -t hal:agent`

/** Of what a program had on its screen when it ended: one line, cut. Below it tmux says that it ended. */
const lastLineOf = (screen: string): string | undefined => {
  const lines = screen.split('\n').map((line) => line.trim())
  return lines.findLast((line) => line !== '' && !line.startsWith('agent ended'))?.slice(0, 300)
}

const untilDone = `until [ -e ${loginEnded} ] || { [ -n "$1" ] && [ -s "$HOME/$1" ]; }; do sleep 0.1 2>/dev/null || sleep 1; done
cat ${loginEnded} 2>/dev/null || echo 0`
