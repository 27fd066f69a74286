import type { CommandForm } from '../command.ts'
import { activities, commaList, pauses, wholeNumber } from '../values.ts'
import { filter, json, maybeWorker, oneWorker, timeout, window } from './forms.ts'

/** Commands that talk to what runs in workers. */
export const talkCommands: readonly CommandForm[] = [
  {
    name: 'attach',
    aliases: ['workers attach'],
    summary: 'hand this terminal to a worker (ctrl-b d comes back)',
    arguments: maybeWorker,
    options: [
      window,
      { flags: '--read-only', summary: 'look, don’t touch' },
      { flags: '-s, --select', summary: 'choose from a list' },
    ],
    examples: ['hal attach ada', 'hal attach -', 'hal attach ada --window shell'],
    load: () => import('../attach.ts'),
  },
  {
    name: 'send',
    aliases: ['workers send'],
    summary: 'type to a worker; --capture brings back exactly what a command printed',
    arguments: [
      { name: 'name', isOptional: false, isVariadic: false, kind: 'worker' },
      { name: 'text', isOptional: true, isVariadic: false, kind: 'text' },
    ],
    options: [
      { flags: '-c, --capture', summary: 'wait for the command; print its output; exit with its status' },
      {
        flags: '--until <pauses>',
        summary:
          'which of an agent’s pauses end the waiting: done, waiting, limited, login-needed (default: all)',
        parse: pauses,
      },
      window,
      timeout,
      { flags: '--keys <keys>', summary: 'send keys: C-c,Up,Enter', parse: commaList },
      { flags: '--stdin', summary: 'the text comes from stdin' },
      { flags: '--no-enter', summary: 'leave Enter out' },
      { flags: '--clear', summary: 'drop words that somebody left in the agent’s prompt box' },
      json,
    ],
    examples: [
      'hal send ada "pytest -q" --capture',
      'hal send ada "fix the login" --capture --until done --timeout 1h',
      'hal send ada --keys C-c',
      'hal send ada --stdin --capture < script.sh',
      "hal send ada -- '-text that begins with a dash'",
    ],
    takesTextBehindDashes: true,
    load: () => import('../send.ts'),
  },
  {
    name: 'wait',
    aliases: ['workers wait'],
    summary: 'wait until agents have nothing to do, or need you',
    arguments: [{ name: 'names', isOptional: false, isVariadic: true, kind: 'worker' }],
    options: [
      {
        flags: '--until <activities>',
        summary: 'idle, done, waiting, limited, login-needed, working (default: all but working)',
        parse: activities,
      },
      { flags: '--any', summary: 'one of them is enough' },
      { flags: '--all', summary: 'all of them, as without a word' },
      timeout,
      json,
    ],
    examples: ['hal wait ada', 'hal wait ada bob --any', 'hal wait ada --until done --timeout 10m'],
    load: () => import('../wait.ts'),
  },
  {
    name: 'broadcast',
    aliases: ['workers broadcast'],
    summary: 'send the same to all running workers',
    arguments: [{ name: 'text', isOptional: false, isVariadic: false, kind: 'text' }],
    options: [
      { flags: '-c, --capture', summary: 'wait, and print what each wrote' },
      window,
      timeout,
      filter,
      json,
    ],
    examples: [
      'hal broadcast "git status" --capture',
      'hal broadcast "git pull" --filter profile=python',
      "hal broadcast -- '-text that begins with a dash'",
    ],
    takesTextBehindDashes: true,
    load: () => import('../broadcast.ts'),
  },
  {
    name: 'capture',
    aliases: ['workers capture'],
    summary: 'print what a worker’s window shows',
    arguments: oneWorker,
    options: [
      window,
      { flags: '--lines <n>', summary: 'with this many lines of history', parse: wholeNumber },
      { flags: '--ansi', summary: 'with colours' },
      json,
    ],
    examples: ['hal capture ada', 'hal capture ada --lines 200'],
    load: () => import('../capture.ts'),
  },
  {
    name: 'windows',
    aliases: ['workers windows'],
    summary: 'list workers’ windows and what runs in them',
    arguments: maybeWorker,
    options: [json],
    examples: ['hal windows ada'],
    load: () => import('../windows.ts'),
  },
]
