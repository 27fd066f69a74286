import type { TmuxFailure } from '../../tmux/tmux-failure.ts'
import { formatDuration } from '../duration.ts'
import type { Sentences } from './sentence.ts'

const freeWords = (free: string | undefined): string =>
  free === undefined ? '' : ` A shell that is free: \`--window ${free}\`.`

export const tmuxSentences: Sentences<TmuxFailure> = {
  'tmux-lost': ({ detail }) => ({
    what: `the worker's tmux went away: ${detail}.`,
    next: '`hal workers list` says whether the worker still runs.',
    exitCode: 1,
    httpStatus: 502,
  }),
  'tmux-refused': ({ command, detail }) => ({
    what: `the worker's tmux refused ${command}: ${detail}.`,
    exitCode: 1,
    httpStatus: 502,
  }),
  'tmux-silent': ({ waitedMs }) => ({
    what: `the worker's tmux did not answer within ${formatDuration(waitedMs)}.`,
    next: '`hal workers health` asks again; `hal workers restart NAME` brings it back with its files.',
    exitCode: 1,
    httpStatus: 504,
  }),
  'no-such-window': ({ window, windows }) => ({
    what: `the worker has no window "${window}".`,
    ...(windows.length === 0 ? {} : { next: `It has ${windows.join(', ')}.` }),
    exitCode: 5,
    httpStatus: 404,
  }),
  'unknown-key': ({ key, suggestion }) => ({
    what: `"${key}" is no key.`,
    next: `${suggestion === undefined ? '' : `Did you mean ${suggestion}? `}Keys are written as in tmux: C-c, M-x, Up, Enter, F5.`,
    exitCode: 2,
    httpStatus: 400,
  }),
  'text-has-nul': () => ({
    what: 'the text has a NUL byte, which no terminal can be sent.',
    next: 'Put binary data in a file in the workspace instead.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'shell-busy': ({ command, free }) => ({
    what: `the shell is busy with ${command}, so nothing was sent.`,
    next: `Wait for it, interrupt it (\`--keys C-c\`), or send without --capture to type to ${command}.${freeWords(free)}`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'no-shell-marks': ({ command, free }) => ({
    what: `the window runs ${command}, which does not say where a command's output begins and ends.`,
    next: `Send without --capture and look with \`hal capture\`.${freeWords(free)}`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'still-running': ({ timeoutMs, worker = 'NAME' }) => ({
    what: `still running after ${formatDuration(timeoutMs)}. The command runs on.`,
    next: `\`hal capture ${worker}\` shows what it prints; \`hal send ${worker} --keys C-c\` interrupts it.`,
    exitCode: 124,
    httpStatus: 504,
  }),
  'needs-more-input': () => ({
    what: 'the shell waits for the rest of the command (an open quote, a missing `done`), so it was cancelled.',
    next: 'Send the whole command.',
    exitCode: 2,
    httpStatus: 400,
  }),
  'shell-ended': ({ exitCode }) => ({
    what: `the command ended its own shell${exitCode === undefined ? '' : ` with status ${exitCode}`}. A fresh shell took its place.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  'program-ended': ({ exitCode }) => ({
    what: `what ran in this window has ended${exitCode === undefined ? '' : ` with status ${exitCode}`}, so nothing was sent.`,
    next: '`hal capture NAME` shows what it said, `hal restart NAME` runs it again, and `--window shell` is a shell beside it.',
    exitCode: 1,
    httpStatus: 409,
  }),
  'left-running': ({ worker = 'NAME' }) => ({
    what: 'no longer waiting. The command runs on.',
    next: `\`hal send ${worker} --keys C-c\` interrupts it; \`hal capture ${worker}\` shows what it prints.`,
    exitCode: 1,
    httpStatus: 409,
  }),
  cancelled: ({ what }) => ({ what: `${what} was cancelled.`, exitCode: 1, httpStatus: 409 }),
}
