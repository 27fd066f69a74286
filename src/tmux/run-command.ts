import { fail, ok, type Result } from '../lib/result.ts'
import { createCapturedOutput } from './captured-output.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import { pasteText } from './paste.ts'
import { saveText } from './save.ts'
import { findReadyShell, readPane } from './shell-state.ts'
import { isTypable, isUnfinished, scriptFor, sourceLine } from './shell-text.ts'
import { newId } from './text-buffer.ts'
import type { TmuxFailure } from './tmux-failure.ts'

export interface RunCommandOptions {
  readonly pane: string
  /** Any text a shell can read, of any length, except NUL. */
  readonly text: string
  /** A folder where tmux runs, for text that goes by file. */
  readonly inDir: string
  /** `still-running` after that long; the command runs on. */
  readonly timeoutMs?: number | undefined
  /** Of the output, only that much of its end is kept. */
  readonly maxBytes: number
  /** `cancelled` when it aborts before the command is typed, `left-running` after; the command runs on then. */
  readonly signal?: AbortSignal | undefined
}

export interface CommandOutcome {
  /** Exactly what the command wrote (its standard error too: a terminal has one stream). */
  readonly stdout: Buffer
  readonly exitCode: number
  readonly durationMs: number
  readonly isTruncated: boolean
}

/** Runs a command in a pane's shell, as if typed there. The shell must be at its prompt, and nobody else may send meanwhile (`withTurn`). */
export const runCommand = async (
  client: ControlClient,
  options: RunCommandOptions,
): TmuxResult<CommandOutcome> => {
  const { pane, text, inDir } = options
  if (text.includes('\0')) return fail({ reason: 'text-has-nul' })
  if (options.signal?.aborted === true) return cancelled
  const shell = await findReadyShell(client, pane)
  if (!shell.ok) return shell
  const path = `${inDir}/${newId()}`
  const isByFile = !(shell.value.hasStartMark && isTypable(text))
  if (isByFile) {
    const saved = await saveText(client, { path, text: scriptFor(text, path) })
    if (!saved.ok) return saved
  }
  const run = watchCommand(client, { ...options, pid: shell.value.pid, path, hasStartMark: !isByFile })
  const typed = await typeLine(client, pane, isByFile ? sourceLine(path) : text)
  if (!typed.ok) run.giveUp(typed.failure)
  return await run.outcome
}

const cancelled = fail({ reason: 'cancelled', what: 'command' })

/** With a space before it, as there may be nothing to kill, and shells beep then. */
const killLine = ' \x15'

/** In place of what a person may have left at the prompt. */
const typeLine = async (client: ControlClient, pane: string, line: string): TmuxResult<undefined> => {
  const cleared = await pasteText(client, pane, killLine, { isRaw: true })
  return cleared.ok ? await pasteText(client, pane, line, { isEnterPressed: true }) : cleared
}

interface Watched extends RunCommandOptions {
  readonly pid: string
  readonly path: string
  readonly hasStartMark: boolean
}

interface RunningCommand {
  readonly outcome: TmuxResult<CommandOutcome>
  readonly giveUp: (failure: TmuxFailure) => void
}

/** Settles once, by whatever comes first: the end mark and a prompt, the shell's end, `timeoutMs`, `signal`, the stream's end. */
const watchCommand = (client: ControlClient, options: Watched): RunningCommand => {
  const { pane, pid, text, path, timeoutMs, signal } = options
  const startedAt = performance.now()
  const settled = Promise.withResolvers<Result<CommandOutcome, TmuxFailure>>()
  let isCancelledByUs = false

  const finished = (): Result<CommandOutcome, TmuxFailure> => {
    const [stdout, exitCode] = [output.stdout(), output.exitCode() ?? 1]
    if (exitCode !== 0 && isUnfinished(stdout.subarray(-4_096).toString(), path)) return unfinished
    return ok({
      stdout,
      exitCode,
      durationMs: performance.now() - startedAt,
      isTruncated: output.isTruncated(),
    })
  }
  const unfinished = fail({ reason: 'needs-more-input', text })
  const shellEnded = (exitCode: number | undefined) =>
    fail({
      reason: 'shell-ended',
      exitCode: output.exitCode() ?? exitCode,
      stdout: output.stdoutOfEndedShell(),
    })

  /** Is the shell still the one it was? If not, it ended. */
  const checkShell = async (): Promise<boolean> => {
    const found = await readPane(client, pane)
    if (!found.ok) return false
    const isThere = !found.value.isDead && found.value.pid === pid
    if (!isThere) settled.resolve(shellEnded(found.value.exitCode))
    return isThere
  }

  const onPrompt = async (): Promise<void> => {
    const isThere = await checkShell()
    if (isThere && isCancelledByUs) settled.resolve(unfinished)
    else if (isThere && output.phase() === 'ended') settled.resolve(finished())
  }

  const output = createCapturedOutput(options, (moment) => {
    if (moment === 'ready') {
      if (output.phase() !== 'typed' || isCancelledByUs) void onPrompt()
    } else if (output.phase() === 'typed' && !isCancelledByUs) {
      isCancelledByUs = true
      void pasteText(client, pane, interrupt, { isRaw: true })
    }
  })

  const onTimeout = (): void =>
    settled.resolve(
      output.phase() === 'ended'
        ? finished()
        : fail({ reason: 'still-running', timeoutMs: timeoutMs ?? 0, stdout: output.stdout() }),
    )
  const onAbort = (): void =>
    settled.resolve(
      output.phase() === 'ended' ? finished() : fail({ reason: 'left-running', stdout: output.stdout() }),
    )
  const onLost = (detail: string): void =>
    settled.resolve(
      output.phase() === 'ended' ? shellEnded(undefined) : fail({ reason: 'tmux-lost', detail }),
    )

  const stopOutput = client.onOutput(pane, output.push)
  const stopNotifications = client.onNotification((event) => {
    if (event.kind === 'window-close' || event.kind === 'layout-change') void checkShell()
  })
  // A pane that outlives its program says nothing by itself, and tmux looks at no pane's subscription then: so all panes, as one value.
  const subscribed = client.subscribe(
    { name: `hal-${newId()}`, format: '#{W:#{P:#{pane_id} #{pane_pid} #{pane_dead};}}', target: '' },
    ({ value }) => {
      if (!value.includes(`${pane} ${pid} 0;`)) void checkShell()
    },
  )
  void client.closed.then(onLost)
  signal?.addEventListener('abort', onAbort)
  const timer = timeoutMs === undefined ? undefined : setTimeout(onTimeout, timeoutMs)

  const cleanUp = (): void => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    stopOutput()
    stopNotifications()
    void subscribed.then((subscription) => subscription.ok && subscription.value())
  }
  return { outcome: settled.promise.finally(cleanUp), giveUp: (failure) => settled.resolve(fail(failure)) }
}

const interrupt = '\x03'
