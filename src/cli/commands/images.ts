import type { CommandForm } from '../command.ts'
import { imageMode } from '../values.ts'
import { json, noArguments } from './forms.ts'

/** Commands about images. */
export const imageCommands: readonly CommandForm[] = [
  {
    name: 'build-profiles',
    aliases: ['build'],
    summary: 'build the images of profiles; what is fresh is left alone',
    arguments: [{ name: 'names', isOptional: true, isVariadic: true, kind: 'profile' }],
    options: [
      { flags: '--push', summary: 'push them when they are built' },
      { flags: '--only', summary: 'those named alone; what they stand on must be there' },
      { flags: '--with-dependents', summary: 'and all that stands on those named' },
      { flags: '--pull', summary: 'ask for newer images from outside first' },
      { flags: '--no-cache', summary: 'build everything anew' },
      { flags: '--dry-run', summary: 'say what would be built, and why; build nothing' },
      { flags: '--allow-missing', summary: 'leave out optional tools whose makers can’t be reached' },
      json,
    ],
    examples: [
      'hal build-profiles',
      'hal build-profiles python node',
      'hal build-profiles base --with-dependents --dry-run',
      'hal build-profiles --push',
    ],
    load: () => import('../build-profiles.ts'),
  },
  {
    name: 'images list',
    aliases: ['images ls'],
    summary: 'the images of profiles and layers, and whether they are there',
    arguments: noArguments,
    options: [json],
    examples: ['hal images list'],
    load: () => import('../images-list.ts'),
  },
  {
    name: 'images graph',
    aliases: [],
    summary: 'which image stands on which, and what is fresh',
    arguments: noArguments,
    options: [json],
    examples: ['hal images graph'],
    load: () => import('../images-graph.ts'),
  },
  {
    name: 'profiles list',
    aliases: ['profiles ls'],
    summary: 'the environments that workers can have',
    arguments: noArguments,
    options: [json],
    examples: ['hal profiles list'],
    load: () => import('../profiles-list.ts'),
  },
  {
    name: 'profiles show',
    aliases: [],
    summary: 'one profile: what it stands on, and what it promises',
    arguments: [{ name: 'name', isOptional: false, isVariadic: false, kind: 'profile' }],
    options: [json],
    examples: ['hal profiles show python'],
    load: () => import('../profiles-show.ts'),
  },
  {
    name: 'images resolve',
    aliases: [],
    summary: 'which image a session or a task runs on',
    arguments: noArguments,
    options: [
      { flags: '--mode <mode>', summary: 'session or task (default: session)', parse: imageMode },
      { flags: '--agent <name>', summary: 'whose task: claude, codex, opencode, cursor or another' },
      { flags: '--explain', summary: 'every place that was looked at' },
      json,
    ],
    examples: ['hal images resolve', 'hal images resolve --mode task --agent codex --explain'],
    load: () => import('../images-resolve.ts'),
  },
]
