import { spawn } from 'node:child_process'
import { fail, ok, type Result } from './result.ts'

/**
 * Runs a program of the person's, without a shell, a terminal, input or output, in a session of its own; killed when it takes longer
 * than `timeoutMs` or `signal` aborts. Fails with the reason in words.
 */
export const runProgram = (
  [file = '', ...args]: readonly string[],
  options: {
    readonly env: Readonly<Record<string, string | undefined>>
    readonly timeoutMs: number
    readonly signal: AbortSignal
  },
): Promise<Result<void, string>> =>
  new Promise((resolve) => {
    const { env, timeoutMs, signal } = options
    const child = spawn(file, args, {
      env: { ...env },
      stdio: 'ignore',
      detached: true,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      signal,
    })
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve(fail(signal.aborted ? 'hal ended before it did' : wordsOf(error))),
    )
    child.once('exit', (code, killedBy) => {
      if (code === 0) resolve(ok(undefined))
      else if (code !== null) resolve(fail(`it ended with ${code}`))
      else resolve(fail(killedBy === 'SIGKILL' ? `it took longer than ${timeoutMs / 1000} s` : `${killedBy}`))
    })
  })

const wordsOf = ({ code, message }: NodeJS.ErrnoException): string => {
  if (code === 'ENOENT') return 'there is no such program'
  return code === 'EACCES' ? 'it may not be run' : message
}
