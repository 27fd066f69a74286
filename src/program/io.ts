import type { Io } from '../cli/command.ts'
import { sizeOf } from '../cli/terminal-size.ts'

/** The person's streams and what they can show. NO_COLOR, FORCE_COLOR and a pipe are respected. */
export function ioOf(process: NodeJS.Process, isColorOff: boolean): Io {
  const { stdin, stdout, stderr, env } = process
  return {
    ...{ stdin, stdout, stderr },
    terminal: { input: stdin, output: stdout, term: env['TERM'] ?? 'dumb', colorTerm: env['COLORTERM'] },
    colorLevel: isColorOff ? 0 : colorLevelOf(stdout, env),
    isUnicode:
      /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '') || process.platform === 'darwin',
    columns: stdout.isTTY ? sizeOf(stdout).columns : undefined,
  }
}

function colorLevelOf(stdout: NodeJS.WriteStream, env: NodeJS.ProcessEnv): 0 | 1 | 2 | 3 {
  const force = env['FORCE_COLOR']
  if (force === undefined && (!stdout.isTTY || (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb'))
    return 0
  if (force === '0' || force === 'false') return 0
  if (force === '1' || force === '2' || force === '3') return Number(force) as 1 | 2 | 3
  if (/^(truecolor|24bit)$/.test(env['COLORTERM'] ?? '')) return 3
  return /256/.test(env['TERM'] ?? '') ? 2 : 1
}
