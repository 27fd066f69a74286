import type { CommandForm } from '../command.ts'
import { json, noArguments } from './forms.ts'

/** Commands about what hal brings into workers. */
export const toolsCommands: readonly CommandForm[] = [
  {
    name: 'tools list',
    aliases: ['tools ls'],
    summary: 'what workers get at /tools: versions of agents, whether they are there, who has them',
    arguments: noArguments,
    options: [json],
    examples: ['hal tools list'],
    load: () => import('../tools-list.ts'),
  },
  {
    name: 'tools build',
    aliases: [],
    summary: 'make the tools of agents now (of all, and the base), so that no worker waits for them',
    arguments: [{ name: 'names', isOptional: true, isVariadic: true, kind: 'tools' }],
    options: [json],
    examples: ['hal tools build claude codex', 'hal tools build'],
    load: () => import('../tools-build.ts'),
  },
  {
    name: 'tools upgrade',
    aliases: [],
    summary: 'pin the newest version of agents, or NAME@VERSION, in the project’s .hal/pins.json',
    arguments: [{ name: 'names', isOptional: true, isVariadic: true, kind: 'tools' }],
    options: [
      { flags: '--file <file>', summary: 'another file of pins to write', kind: 'file' },
      { flags: '--dry-run', summary: 'say what would change; write nothing' },
      json,
    ],
    examples: ['hal tools upgrade', 'hal tools upgrade claude', 'hal tools upgrade codex@0.168.0'],
    load: () => import('../tools-upgrade.ts'),
  },
  {
    name: 'tools prune',
    aliases: [],
    summary: 'remove tools that no worker has and nobody has needed for a day',
    arguments: noArguments,
    options: [json],
    examples: ['hal tools prune'],
    load: () => import('../tools-prune.ts'),
  },
]
