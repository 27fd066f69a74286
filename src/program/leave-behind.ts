import { spawn } from 'node:child_process'

interface Errand {
  readonly program: string
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
}

/** Runs hal in a session of its own, without a terminal: nothing that happens to this one reaches it. */
export function leaveBehind({ program, argv, cwd, env }: Errand): void {
  const child = spawn(process.execPath, [program, ...argv], {
    ...{ cwd, env, detached: true, stdio: 'ignore' },
  })
  child.unref()
}
