import { isUtf8 } from 'node:buffer'
import type { Answered, Captured } from '../workers/verbs.ts'
import { answerStatus } from './asking.ts'

/** What a command printed, or an agent answered, for programs. Bytes that are no UTF-8 are replaced, and stand beside as they were. */
export function outputJson(output: Captured | Answered): object {
  if ('from' in output)
    return {
      version: 1,
      ...output,
      durationMs: Math.round(output.durationMs),
      exitCode: answerStatus(output),
    }
  const { worker, window, stdout, exitCode, durationMs, isTruncated } = output
  return {
    ...{ version: 1, worker, window, stdout: stdout.toString('utf8'), exitCode },
    ...(isUtf8(stdout) ? {} : { stdoutBase64: stdout.toString('base64') }),
    ...{ durationMs: Math.round(durationMs), truncated: isTruncated },
  }
}
