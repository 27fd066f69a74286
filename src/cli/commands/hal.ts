import type { CommandForm } from '../command.ts'
import { wholeNumber } from '../values.ts'
import { json, noArguments } from './forms.ts'

/** Commands about hal itself. */
export const halCommands: readonly CommandForm[] = [
  {
    name: 'config show',
    aliases: [],
    summary: 'the configuration in force',
    arguments: noArguments,
    options: [{ flags: '--origin', summary: 'and where each value comes from' }, json],
    examples: ['hal config show --origin'],
    load: () => import('../config-show.ts'),
  },
  {
    name: 'config path',
    aliases: [],
    summary: 'the config files that are read',
    arguments: noArguments,
    options: [json],
    examples: ['hal config path'],
    load: () => import('../config-path.ts'),
  },
  {
    name: 'config trust',
    aliases: [],
    summary: 'allow this project’s config to run its code',
    arguments: [{ name: 'file', isOptional: true, isVariadic: false, kind: 'file' }],
    options: [],
    examples: ['hal config trust'],
    load: () => import('../config-trust.ts'),
  },
  {
    name: 'serve',
    aliases: [],
    summary: 'the fleet and its tasks over HTTP, for programs, until it is asked to end',
    arguments: noArguments,
    options: [
      {
        flags: '--port <number>',
        summary: 'where to listen (default: 3003); 0 takes a port that is free',
        parse: wholeNumber,
        kind: 'number',
      },
      {
        flags: '--host <address>',
        summary: 'for whom to listen (default: 127.0.0.1, this machine alone); others need the secret',
      },
      {
        flags: '--shared-secret-file <file>',
        summary: 'what is in it has to come with each request, as a bearer token',
        kind: 'file',
      },
      {
        flags: '--read-secret-file <file>',
        summary: 'a second secret: whoever has it may look, and do nothing',
        kind: 'file',
      },
    ],
    examples: ['hal serve', 'hal serve --host 0.0.0.0 --shared-secret-file /run/secrets/hal'],
    isService: true,
    load: () => import('../serve.ts'),
  },
  {
    name: 'doctor',
    aliases: [],
    summary: 'check what hal needs, and say what to do',
    arguments: noArguments,
    options: [json],
    examples: ['hal doctor'],
    load: () => import('../doctor.ts'),
  },
  {
    name: 'completion',
    aliases: [],
    summary: 'print the completion script of a shell: bash, zsh or fish',
    arguments: [{ name: 'shell', isOptional: false, isVariadic: false, kind: 'shell' }],
    options: [],
    examples: ['source <(hal completion bash)'],
    load: () => import('../completion.ts'),
  },
  {
    name: '__complete',
    aliases: [],
    summary: 'values for completion scripts',
    arguments: [{ name: 'kind', isOptional: false, isVariadic: false, kind: 'text' }],
    options: [],
    examples: [],
    isHidden: true,
    load: () => import('../complete.ts'),
  },
  {
    name: 'login',
    aliases: [],
    summary: 'log in to an agent’s maker once, for all workers; without an agent: whose logins hal keeps',
    arguments: [{ name: 'agent', isOptional: true, isVariadic: false, kind: 'tools' }],
    options: [
      { flags: '--image <image>', summary: 'where the agent’s program runs for it', kind: 'image' },
      { flags: '--forget', summary: 'remove the login that hal keeps' },
      {
        flags: '--renew',
        summary: 'renew what hal keeps, and hand it to workers; without an agent: what is near its end',
      },
    ],
    examples: ['hal login claude', 'hal login', 'hal login claude --forget', 'hal login --renew'],
    load: () => import('../login.ts'),
  },
]
