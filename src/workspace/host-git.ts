import { spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { fail, ok, type Result } from '../lib/result.ts'
import type { WorkspaceFailure } from './workspace-failure.ts'

export interface GitAnswer {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * This machine's git on a folder of the person's, or on one that hal has just made. It MUST NOT be given a folder that a worker can
 * write: what stands in such a repository's config, hooks or attributes would run here.
 */
export interface HostGit {
  /** Any answer, whatever the exit code. */
  run(folder: string, args: readonly string[], input?: string): Promise<Result<GitAnswer, WorkspaceFailure>>
  /** The output without its last line break; anything but exit code 0 is `git-refused`. */
  ask(folder: string, args: readonly string[], input?: string): Promise<Result<string, WorkspaceFailure>>
}

/**
 * Nothing that a repository names is run on the way: hooks (a tree that is checked out may bring them, as with husky), a file system
 * monitor, maintenance, submodules. What arrives is checked object by object.
 */
const settings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.quotePath=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'submodule.recurse=false',
  'fetch.recurseSubmodules=false',
  'transfer.fsckObjects=true',
  'fetch.fsckObjects=true',
  'protocol.file.allow=always',
  'advice.detachedHead=false',
]

export const openHostGit = (
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): HostGit => {
  const run: HostGit['run'] = (folder, args, input = '') =>
    new Promise((resolve) => {
      const child = spawn('git', ['-C', folder, ...settings.flatMap((said) => ['-c', said]), ...args], {
        env: ownEnvironment(env),
        stdio: 'pipe',
        // Out of reach of the terminal's ctrl-c, which hal answers.
        detached: true,
        ...(isWhole(args) ? {} : { signal }),
      })
      // One that ended without reading is no one's fault.
      child.stdin.on('error', () => undefined)
      child.stdin.end(input)
      const output = Promise.all([buffer(child.stdout), buffer(child.stderr)])
      child.once('error', (error: NodeJS.ErrnoException) => {
        output.catch(() => undefined)
        resolve(
          error.code === 'ENOENT'
            ? fail({ reason: 'no-git-here' })
            : fail({
                reason: 'git-refused',
                what: args[0] ?? '',
                detail: signal.aborted ? 'hal was asked to end' : error.message,
              }),
        )
      })
      child.once('close', (code) => {
        void output.then(([stdout, stderr]) =>
          resolve(ok({ exitCode: code ?? 128, stdout: stdout.toString(), stderr: stderr.toString() })),
        )
      })
    })
  return {
    run,
    ask: async (folder, args, input) => {
      const ran = await run(folder, args, input)
      if (!ran.ok) return ran
      const { exitCode, stdout, stderr } = ran.value
      return exitCode === 0
        ? ok(stdout.replace(/\n$/, ''))
        : fail({ reason: 'git-refused', what: args[0] ?? '', detail: lastWords(stderr, exitCode) })
    },
  }
}

/** What changes the person's branches or files is never cut off half way. */
const isWhole = ([command = '']: readonly string[]): boolean => ['update-ref', 'merge'].includes(command)

/** The person's, without what would lead git to another repository, index or config than the one that is meant. */
const ownEnvironment = (env: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  GIT_EDITOR: 'true',
  LC_ALL: 'C.UTF-8',
})

export const lastWords = (stderr: string, exitCode: number): string => {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('hint:'))
  const wrong = lines.filter((line) => /^(fatal|error)/.test(line))
  // What went wrong, and what that came to.
  const said = wrong.length > 0 ? [...new Set([...wrong.slice(0, 1), ...wrong.slice(-1)])] : lines.slice(-1)
  return said.length > 0 ? said.map((line) => line.trim()).join(' · ') : `it ended with ${exitCode}`
}
