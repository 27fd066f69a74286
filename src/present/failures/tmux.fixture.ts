import type { EngineFailure } from '../../engines/engine-failure.ts'
import type { TmuxFailure } from '../../tmux/tmux-failure.ts'
import type { Examples } from './examples.fixture.ts'

export const tmuxExamples: Examples<Exclude<TmuxFailure, EngineFailure>> = {
  'tmux-lost': {
    failure: { reason: 'tmux-lost', detail: 'server exited' },
    exitCode: 1,
    httpStatus: 502,
    text: "hal: the worker's tmux went away: server exited.\n     `hal workers list` says whether the worker still runs.\n",
  },
  'tmux-refused': {
    failure: { reason: 'tmux-refused', command: 'capture-pane', detail: 'no pane' },
    exitCode: 1,
    httpStatus: 502,
    text: "hal: the worker's tmux refused capture-pane: no pane.\n",
  },
  'tmux-silent': {
    failure: { reason: 'tmux-silent', waitedMs: 1000 },
    exitCode: 1,
    httpStatus: 504,
    text: "hal: the worker's tmux did not answer within 1s.\n     `hal workers health` asks again; `hal workers restart NAME` brings it back with its files.\n",
  },
  'no-such-window': {
    failure: { reason: 'no-such-window', window: 'agent', windows: ['shell'] },
    exitCode: 5,
    httpStatus: 404,
    text: 'hal: the worker has no window "agent".\n     It has shell.\n',
  },
  'unknown-key': {
    failure: { reason: 'unknown-key', key: 'Etner', suggestion: 'Enter' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: "Etner" is no key.\n     Did you mean Enter? Keys are written as in tmux: C-c, M-x, Up, Enter, F5.\n',
  },
  'text-has-nul': {
    failure: { reason: 'text-has-nul' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: the text has a NUL byte, which no terminal can be sent.\n     Put binary data in a file in the workspace instead.\n',
  },
  'shell-busy': {
    failure: { reason: 'shell-busy', command: 'make', free: 'shell' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: the shell is busy with make, so nothing was sent.\n     Wait for it, interrupt it (`--keys C-c`), or send without --capture to type to make. A shell that is free: `--window shell`.\n',
  },
  'no-shell-marks': {
    failure: { reason: 'no-shell-marks', command: 'vim', free: undefined },
    exitCode: 1,
    httpStatus: 409,
    text: "hal: the window runs vim, which does not say where a command's output begins and ends.\n     Send without --capture and look with `hal capture`.\n",
  },
  'still-running': {
    failure: { reason: 'still-running', timeoutMs: 30_000, stdout: Buffer.from('so far'), worker: 'ada' },
    exitCode: 124,
    httpStatus: 504,
    text: 'hal: still running after 30s. The command runs on.\n     `hal capture ada` shows what it prints; `hal send ada --keys C-c` interrupts it.\n',
  },
  'needs-more-input': {
    failure: { reason: 'needs-more-input', text: 'echo "' },
    exitCode: 2,
    httpStatus: 400,
    text: 'hal: the shell waits for the rest of the command (an open quote, a missing `done`), so it was cancelled.\n     Send the whole command.\n',
  },
  'shell-ended': {
    failure: { reason: 'shell-ended', exitCode: 3, stdout: Buffer.from('bye') },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: the command ended its own shell with status 3. A fresh shell took its place.\n',
  },
  'program-ended': {
    failure: { reason: 'program-ended', exitCode: 127 },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: what ran in this window has ended with status 127, so nothing was sent.\n     `hal capture NAME` shows what it said, `hal restart NAME` runs it again, and `--window shell` is a shell beside it.\n',
  },
  'left-running': {
    failure: { reason: 'left-running', stdout: Buffer.from('so far'), worker: 'ada' },
    exitCode: 1,
    httpStatus: 409,
    text: 'hal: no longer waiting. The command runs on.\n     `hal send ada --keys C-c` interrupts it; `hal capture ada` shows what it prints.\n',
  },
}
