import type { CommandForm } from '../command.ts'
import { json, oneWorker } from './forms.ts'

const message = (what: string) => ({
  flags: '-m, --message <message>',
  summary: `the message of ${what}`,
})

/** Commands that look at a worker's work and bring it home. */
export const reviewCommands: readonly CommandForm[] = [
  {
    name: 'diff',
    aliases: ['workers diff'],
    summary: 'what a worker changed since its branch began, new files included',
    arguments: oneWorker,
    options: [{ flags: '--stat', summary: 'only which files, and how much' }, json],
    examples: ['hal diff ada', 'hal diff ada --stat', 'hal diff ada > ada.patch'],
    load: () => import('../diff.ts'),
  },
  {
    name: 'pull',
    aliases: ['workers pull'],
    summary: 'bring a worker’s branch into your repository, with what it left uncommitted',
    arguments: oneWorker,
    options: [message('the commit of what was left uncommitted'), json],
    examples: ['hal pull ada', 'hal pull ada -m "Fix the login"'],
    load: () => import('../pull.ts'),
  },
  {
    name: 'merge',
    aliases: ['workers merge'],
    summary: 'pull a worker’s branch and merge it into yours, or say what conflicts',
    arguments: oneWorker,
    options: [
      { flags: '--squash', summary: 'all of it as one commit' },
      message('the commit of what was left uncommitted, and of a squashed one'),
      json,
    ],
    examples: ['hal merge ada', 'hal merge ada --squash -m "Fix the login"'],
    load: () => import('../merge.ts'),
  },
]
