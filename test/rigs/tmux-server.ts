import { type ChildProcess, type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Duplex, type Readable, type Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'
import { type ControlClient, controlArgv, openControlClient } from '../../src/tmux/control-client.ts'

/** The shells that workers have. */
export type ShellName = 'bash' | 'zsh' | 'dash' | 'busybox'
export const shellNames: readonly ShellName[] = ['bash', 'zsh', 'dash', 'busybox']

/** A real server of the tools' tmux, a test's own: its socket, its home folder, its shells with hal's marks. Dispose it to end all of it. */
export interface TmuxServer extends AsyncDisposable {
  readonly home: string
  readonly inDir: string
  readonly socket: string
  /** Runs `tmux …` beside all clients; answers with what it printed. */
  readonly tmux: (...args: readonly string[]) => string
  /** A new window named after the shell, or `name`; answers with its pane's id. */
  readonly openShell: (shell: ShellName, name?: string) => string
  /** `tmux -C` alone, whose output the test reads, or not. */
  readonly startClient: () => ChildProcessByStdio<Writable, Readable, null>
  /** The process is the `tmux -C` in between: killing it is what a killed hal looks like to tmux. */
  readonly openClient: () => Promise<{ readonly client: ControlClient; readonly process: ChildProcess }>
}

const shellFolder = fileURLToPath(new URL('../../docker/tools/shell', import.meta.url))

const shellCommands: Readonly<Record<ShellName, string>> = {
  bash: `exec bash --rcfile ${shellFolder}/bash.rc`,
  zsh: `ZDOTDIR=${shellFolder}/zsh exec zsh`,
  dash: `ENV=${shellFolder}/sh.rc exec dash`,
  busybox: `ENV=${shellFolder}/sh.rc exec busybox sh`,
}

/** `homeFiles`: the person's own, like `.bashrc`. */
export const startTmuxServer = (homeFiles: Readonly<Record<string, string>> = {}): TmuxServer => {
  const home = mkdtempSync(join(tmpdir(), 'hal-tmux-'))
  const inDir = join(home, 'in')
  const socket = join(home, 'tmux.sock')
  mkdirSync(inDir, { mode: 0o700 })
  for (const [path, text] of Object.entries({ '.zshrc': '', ...homeFiles })) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), text)
  }
  const config = join(home, 'tmux.conf')
  // An ended shell's pane stays until another takes its place.
  writeFileSync(
    config,
    [
      'set -g default-size 100x30',
      'set -g history-limit 50000',
      'set -g remain-on-exit on',
      'set -g update-environment ""',
    ].join('\n'),
  )
  const program = inject('toolsTmux')
  const { PATH = '' } = process.env
  // What uses memory that was given back is to fall over at once, not by chance (glibc manual, "Memory Allocation Tunables").
  const tunables = { GLIBC_TUNABLES: 'glibc.malloc.perturb=165:glibc.malloc.tcache_count=0' }
  const env = { PATH, HOME: home, LANG: 'C.UTF-8', TERM: 'xterm-256color', SHELL: '/bin/sh', ...tunables }
  const tmux = (...args: readonly string[]): string =>
    execFileSync(program, ['-S', socket, '-u', '-f', config, ...args], {
      env,
      encoding: 'utf8',
      timeout: 5_000,
    }).trimEnd()
  tmux('new-session', '-d', '-s', 'hal', '-n', 'keep', 'exec sleep 100000')

  const clients = new Set<ChildProcess>()
  const startClient: TmuxServer['startClient'] = () => {
    const [command = '', ...args] = controlArgv({ tmux: program, socket })
    const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'ignore'] })
    clients.add(child)
    return child
  }
  const openClient: TmuxServer['openClient'] = async () => {
    const child = startClient()
    const opened = await openControlClient(Duplex.from({ readable: child.stdout, writable: child.stdin }))
    if (!opened.ok) throw new Error(`no tmux: ${JSON.stringify(opened.failure)}`)
    return { client: opened.value, process: child }
  }

  return {
    home,
    inDir,
    socket,
    tmux,
    openShell: (shell, name = shell) =>
      tmux('new-window', '-d', '-P', '-F', '#{pane_id}', '-n', name, shellCommands[shell]),
    startClient,
    openClient,
    [Symbol.asyncDispose]: async () => {
      end(tmux)
      for (const client of clients) client.kill()
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** A test may have ended it already. */
const end = (tmux: TmuxServer['tmux']): void => {
  try {
    tmux('kill-server')
  } catch (error) {
    if (!/no server running|server exited/.test(String(error))) throw error
  }
}
