import { setTimeout as after } from 'node:timers/promises'
import { fail, ok, type Result } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import { findFreeWindow, isAtPrompt, isShell } from './free-window.ts'
import type { TmuxFailure } from './tmux-failure.ts'

/** A pane's shell, at its prompt. */
export interface ReadyShell {
  readonly pid: string
  /** It says itself when a typed command starts (bash, zsh). Others need commands by file. */
  readonly hasStartMark: boolean
}

/** `starting`: a shell before its first prompt. `something`: a program that is none, or one that is about to become a shell. */
type Unready = 'starting' | 'something'

/** How long each may take to the first prompt: a shell may have much to read, and what becomes one does so at once. */
const patienceMs: Readonly<Record<Unready, number>> = { starting: 1_500, something: 200 }

/**
 * The pane's shell, if it is at its prompt: `shell-busy` if something runs, `no-shell-marks` if it never said where its prompt is,
 * `shell-ended` if the pane's program is gone. A shell that starts is waited for.
 */
export const findReadyShell = async (client: ControlClient, pane: string): TmuxResult<ReadyShell> => {
  const printed = Promise.withResolvers<void>()
  const stopListening = client.onOutput(pane, (data) => {
    if (data.includes('hal:prompt')) printed.resolve()
  })
  try {
    const patience = [patienceMs.something, patienceMs.starting - patienceMs.something]
    for (const waitMs of [0, ...patience]) {
      await Promise.race([printed.promise, client.closed, after(waitMs, undefined, { ref: false })])
      const looked = await lookAtShell(client, pane)
      if (typeof looked !== 'string') return looked
      if (looked === 'something' && waitMs > 0) break
    }
    const found = await readPane(client, pane)
    if (!found.ok) return found
    const { isDead, exitCode, command } = found.value
    if (isDead) return fail({ reason: 'shell-ended', exitCode, stdout: Buffer.alloc(0) })
    const free = await findFreeWindow(client, pane)
    return fail({ reason: isShell(command) ? 'no-shell-marks' : 'shell-busy', command, free })
  } finally {
    stopListening()
  }
}

const lookAtShell = async (
  client: ControlClient,
  pane: string,
): Promise<Result<ReadyShell, TmuxFailure> | Unready> => {
  const found = await readPane(client, pane)
  if (!found.ok) return found
  const { pid, isDead, command, title } = found.value
  // A fresh shell may come.
  if (isDead) return 'starting'
  if (isAtPrompt(found.value))
    return ok({ pid, hasStartMark: /^r?bash$|^zsh$/.test(command) && title === 'hal:prompt' })
  if (title === 'hal:start') return 'starting'
  if (!title.startsWith('hal:')) return isShell(command) ? 'starting' : 'something'
  return fail({ reason: 'shell-busy', command, free: await findFreeWindow(client, pane) })
}

export interface PaneProgram {
  readonly pid: string
  readonly isDead: boolean
  /** Of the program that ended; 128 + its number when a signal ended it. */
  readonly exitCode: number | undefined
  readonly command: string
  readonly title: string
}

const format =
  '#{pane_pid}\t#{pane_dead}\t#{pane_dead_status}\t#{pane_dead_signal}\t#{pane_current_command}\t#{pane_title}'

/** What runs in a pane. A pane that is gone counts as dead. */
export const readPane = async (client: ControlClient, pane: string): TmuxResult<PaneProgram> => {
  const found = await lookAtPane(client, pane)
  if (!found.ok || !found.value.isDead || found.value.pid === '' || found.value.exitCode !== undefined)
    return found
  // tmux 3.3a can miss that a child ended, and would then never look: the end of another one makes it.
  await client.command(['run-shell', ':'])
  return await lookAtPane(client, pane)
}

const lookAtPane = async (client: ControlClient, pane: string): TmuxResult<PaneProgram> => {
  const reply = await client.command(['display-message', '-p', '-t', pane, format])
  if (!reply.ok) return reply
  const [pid = '', dead, status, signal, command = '', title = ''] = String(reply.value[0] ?? '').split('\t')
  const exitCode = signal ? 128 + Number(signal) : status ? Number(status) : undefined
  const isDead = dead === '1' || pid === ''
  return ok({ pid, isDead, exitCode, command, title })
}
