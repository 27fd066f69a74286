import { readFileSync } from 'node:fs'
import type { NoticeOutlets } from '../tui/notice/notices-input.ts'
import { terminalWaysOf } from '../tui/notice/terminal-ways.ts'

const commandTimeoutMs = 10_000
const webhookTimeoutMs = 5_000

/** Notices to the real world: the person's terminal, their programs, their web. */
export const noticeOutlets = (given: {
  readonly env: Readonly<Record<string, string | undefined>>
  /** A PEM file of authorities that are trusted besides the usual ones. */
  readonly caBundle: string | undefined
}): NoticeOutlets => {
  const { env, caBundle } = given
  const ca = () => (caBundle === undefined ? undefined : readFileSync(caBundle, 'utf8'))
  return {
    ways: terminalWaysOf(env),
    // Loaded when first used: the first frame waits for neither.
    run: async (argv, facts, signal) => {
      const { runProgram } = await import('../lib/run-program.ts')
      return runProgram(argv, { env: { ...env, ...facts }, timeoutMs: commandTimeoutMs, signal })
    },
    post: async (address, body, signal) => {
      const { postJson } = await import('../lib/post-json.ts')
      return postJson(address, body, { timeoutMs: webhookTimeoutMs, signal, env, ca: ca() })
    },
  }
}
