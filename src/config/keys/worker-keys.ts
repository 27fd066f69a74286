import { number, text } from './from-text.ts'
import type { KeyForm } from './key-form.ts'

/** What every worker is and has. */
export const workerKeys: readonly KeyForm[] = [
  {
    path: 'profile',
    variables: ['HAL_PROFILE'],
    isWidening: false,
    description: 'The environment of workers that don’t ask for another, where no image for sessions is set.',
    expected: 'the name of a profile',
    default: 'base',
    fromText: text,
    fromAnyText: (profile) => ({ profile }),
  },
  {
    path: 'memory',
    variables: ['HAL_MEMORY'],
    isWidening: false,
    ofProject: 'lower',
    description: 'The most memory a worker may use. A project can lower it, not raise it.',
    expected: 'a size such as 512m or 4g',
    default: '4g',
    fromText: text,
  },
  {
    path: 'cpus',
    variables: ['HAL_CPUS'],
    isWidening: false,
    ofProject: 'lower',
    description:
      'The most CPUs a worker may use; never more than the engine has. A project can lower it, not raise it.',
    expected: 'a number above 0',
    default: '2',
    fromText: number,
  },
  {
    path: 'pids',
    variables: ['HAL_PIDS'],
    isWidening: false,
    ofProject: 'lower',
    description: 'The most processes and threads a worker may have. A project can lower it, not raise it.',
    expected: 'a whole number above 0',
    default: '1024',
    fromText: number,
  },
  {
    path: 'workspace',
    variables: ['HAL_WORKSPACE'],
    isWidening: false,
    ofProject: 'inside itself',
    description:
      'What workers work on, in place of the current folder: a folder, clone, empty, or the address of a repository. In a project’s config a folder has to be inside the project.',
    expected: 'the path of a folder, clone, empty, or the address of a repository',
    default: 'the current folder',
    fromText: text,
  },
  {
    path: 'setup',
    variables: [],
    isWidening: false,
    description:
      'Commands that are run inside each new workspace of hal’s own (a clone, an empty one), before anything else.',
    expected: 'a list of commands for a shell, such as ["npm ci"]',
    default: 'none',
    fromText: text,
  },
  {
    path: 'teardown',
    variables: [],
    isWidening: false,
    description: 'Commands that are run inside such a workspace before it is removed.',
    expected: 'a list of commands for a shell',
    default: 'none',
    fromText: text,
  },
  {
    path: 'env',
    variables: [],
    isWidening: false,
    ofProject: 'not what redirects an agent',
    description: 'Variables that every worker gets.',
    expected:
      'names and their texts, such as { LANG: "C.UTF-8" } (in YAML a number or a yes is a text in quotes: "1")',
    default: 'none',
    fromText: text,
  },
  {
    path: 'agents',
    variables: [],
    isWidening: true,
    description: 'Agents by name: where their models are, their keys, and agents of your own.',
    expected:
      'agents such as { claude: { baseUrl, model, apiKey: { env | file | exec }, unattended, silentAfter: "15m", lateAfter: "never", tokenUrl } }, and of your own { mine: { command: ["mine"], unattendedArguments: ["--yes"], login: { command: ["mine", "login"], files: [".mine/login.json"] } } }',
    default: 'each its maker’s, with the keys of your environment',
    fromText: text,
  },
  {
    path: 'secrets',
    variables: [],
    isWidening: true,
    description: 'Credentials that every worker gets as files in /run/secrets, and agents as variables, too.',
    expected:
      'names and where each is: { GITHUB_TOKEN: { env: "GITHUB_TOKEN" } }, { file: "~/.token" } or { exec: ["pass", "show", "token"] }',
    default: 'none',
    fromText: text,
  },
]
