import { publicRegistry } from '../lib/npm-registry.ts'
import { columnNames } from './dashboard-list.ts'

/** What is known of a key besides its shape: variables, `config show`, messages and docs/configuration.md come from here. */
export interface KeyForm {
  /** As one would write it: `images.registry`. */
  readonly path: string
  /** The variables that set it; the first that is set counts. */
  readonly variables: readonly string[]
  /** Further variables begin with this, each one entry of the key's map: `TASK_IMAGE_CODEX` sets `codex`. */
  readonly variablesByName?: string
  /** Only the person's own config, variables and flags may set it: a project would reach further with it. */
  readonly isWidening: boolean
  /** How far a project may go with it, where it may set it at all. */
  readonly ofProject?: 'lower' | 'inside itself' | 'not what redirects an agent'
  /** A sentence, the same as in `defineConfig`'s types. */
  readonly description: string
  /** What a value has to be, for the message about one that isn't. */
  readonly expected: string
  /** What holds when nobody says otherwise, in words. */
  readonly default: string
  /** Turns a variable's text into the value. What can't be turned stays text, and the schema refuses it. */
  readonly fromText: (text: string) => unknown
}

const text = (value: string): unknown => value
const number = (value: string): unknown => (/^\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : value)
/** npm's own variable may have one, which hal has no use for, and which must not stop it. */
const withoutLogin = (value: string): unknown => value.replace(/^(https?:\/\/)[^/]*@/, '$1')
/** Separated by colons, as in `$PATH`. */
const list = (value: string): unknown => value.split(':').filter((part) => part !== '')

const words: Readonly<Record<string, boolean>> = {
  ...{ 1: true, true: true, yes: true, on: true },
  ...{ 0: false, false: false, no: false, off: false },
}
const yesOrNo = (value: string): unknown => words[value.trim().toLowerCase()] ?? value

/** Every key, in the order in which people meet them. */
export const keys: readonly KeyForm[] = [
  {
    path: 'engine',
    variables: ['HAL_ENGINE'],
    isWidening: true,
    description:
      'Where the container engine listens: a URL such as unix:///run/docker.sock, or the name of a docker context. `process`: workers are processes of the container that hal runs in.',
    expected: 'a URL, the name of a docker context, or process',
    default: 'the first engine that answers',
    fromText: text,
  },
  {
    path: 'url',
    variables: ['HAL_URL'],
    isWidening: true,
    description:
      'Where a `hal serve` is whose fleet hal works on, in place of one of this machine: https://fleet.example.com.',
    expected: 'the address of a server: http:// or https://, and a host',
    default: 'none: the fleet of the engine',
    fromText: text,
  },
  {
    path: 'secretFile',
    variables: ['HAL_SECRET_FILE'],
    isWidening: true,
    description: 'A file with the secret that the server at `url` wants.',
    expected: 'the path of a file',
    default: 'none',
    fromText: text,
  },
  {
    path: 'owner',
    variables: ['HAL_OWNER'],
    isWidening: true,
    description: 'Whose workers hal sees as its own.',
    expected: 'a name',
    default: 'your login name',
    fromText: text,
  },
  {
    path: 'profile',
    variables: ['HAL_PROFILE'],
    isWidening: false,
    description: 'The environment of workers that don’t ask for another, where no image for sessions is set.',
    expected: 'the name of a profile',
    default: 'base',
    fromText: text,
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
  {
    path: 'images.registry',
    variables: ['HAL_IMAGES_REGISTRY', 'IMG_REGISTRY'],
    isWidening: false,
    description: 'Where images are pushed to and pulled from.',
    expected: 'a registry such as ghcr.io',
    default: 'none: images stay in the engine',
    fromText: text,
  },
  {
    path: 'images.org',
    variables: ['HAL_IMAGES_ORG', 'IMG_ORG'],
    isWidening: false,
    description: 'The organisation in the registry.',
    expected: 'a name',
    default: 'none',
    fromText: text,
  },
  {
    path: 'images.version',
    variables: ['HAL_IMAGES_VERSION', 'VERSION'],
    isWidening: false,
    description: 'A further tag for images that are pushed.',
    expected: 'a tag such as 1.2.0',
    default: 'none',
    fromText: text,
  },
  {
    path: 'images.base',
    variables: ['HAL_IMAGES_BASE'],
    isWidening: false,
    description: 'The image that the tools are built on.',
    expected: 'an image',
    default: 'debian:bookworm-slim',
    fromText: text,
  },
  {
    path: 'images.session',
    variables: ['TTYD_IMAGE'],
    isWidening: false,
    description:
      'The image for sessions: of workers for which nobody names an image or a profile. An empty one counts as none.',
    expected: 'an image',
    default: 'none',
    fromText: text,
  },
  {
    path: 'images.tasks',
    variables: [],
    variablesByName: 'TASK_IMAGE_',
    isWidening: false,
    description:
      'Images for headless tasks, by agent, and default for all others; an empty one counts as none.',
    expected: 'agents and their images, such as { default: "ghcr.io/me/agent:1" }',
    default: 'none',
    fromText: text,
  },
  {
    path: 'build.caBundle',
    variables: ['HAL_BUILD_CA_BUNDLE'],
    isWidening: true,
    description: 'A PEM file of authorities that builds and workers trust besides their own.',
    expected: 'the path of a PEM file that you can read',
    default: 'none',
    fromText: text,
  },
  {
    path: 'build.npmRegistry',
    variables: ['HAL_BUILD_NPM_REGISTRY', 'npm_config_registry', 'NPM_CONFIG_REGISTRY'],
    isWidening: true,
    description: 'The npm registry, or a mirror of it, that tools come from and are asked for.',
    expected: 'an address such as https://npm.example.com/, without a password in it',
    default: publicRegistry,
    fromText: withoutLogin,
  },
  {
    path: 'build.concurrency',
    variables: ['HAL_BUILD_CONCURRENCY'],
    isWidening: false,
    description: 'How many images are built side by side.',
    expected: 'a whole number from 1 to 64',
    default: '2',
    fromText: number,
  },
  {
    path: 'build.secrets',
    variables: [],
    isWidening: true,
    description:
      'Files that steps of your own Dockerfiles may mount as secrets, by the id that they ask for (`RUN --mount=type=secret,id=…`).',
    expected:
      'ids and the paths of files that you can read, such as { npmrc: "~/.npmrc" } (ca is build.caBundle)',
    default: 'none',
    fromText: text,
  },
  {
    path: 'mounts',
    variables: [],
    isWidening: true,
    description: 'Folders of yours that every worker sees.',
    expected:
      'a list of { source, target, isReadOnly }, target an absolute path (read-only unless said otherwise)',
    default: 'none',
    fromText: text,
  },
  {
    path: 'network',
    variables: ['HAL_NETWORK'],
    isWidening: true,
    description: 'The network that workers are on.',
    expected: 'the name of a network',
    default: 'hal',
    fromText: text,
  },
  {
    path: 'allowRoot',
    variables: ['HAL_ALLOW_ROOT'],
    isWidening: true,
    description: 'Whether workers may be started as root.',
    expected: 'true or false',
    default: 'false',
    fromText: yesOrNo,
  },
  {
    path: 'allowNoIsolation',
    variables: ['HAL_ALLOW_NO_ISOLATION'],
    isWidening: true,
    description: 'Whether the process engine may be used where hal runs in no container.',
    expected: 'true or false',
    default: 'false',
    fromText: yesOrNo,
  },
  {
    path: 'profiles',
    variables: ['HAL_PROFILES'],
    isWidening: false,
    ofProject: 'inside itself',
    description:
      'Folders with further profiles, one folder a profile in each. In a project’s config: inside the project.',
    expected: 'a list of folders',
    default: 'none',
    fromText: list,
  },
  {
    path: 'tasks.concurrency',
    variables: ['HAL_TASKS_CONCURRENCY'],
    isWidening: true,
    description: 'How many tasks are at work at once, whichever hals drive them; the others wait in a queue.',
    expected: 'a whole number from 1 to 1000',
    default: '5',
    fromText: number,
  },
  {
    path: 'tasks.keepFor',
    variables: ['HAL_TASKS_KEEP_FOR'],
    isWidening: true,
    description: 'How long tasks that ended are kept, with all that their agents said.',
    expected: 'a duration such as 90d, or forever',
    default: '90d',
    fromText: text,
  },
  {
    path: 'tasks.keepSize',
    variables: ['HAL_TASKS_KEEP_SIZE'],
    isWidening: true,
    description: 'How much all tasks may take, until the oldest of those that ended are forgotten.',
    expected: 'a size such as 512m or 4g',
    default: '1g',
    fromText: text,
  },
  {
    path: 'dashboard.theme',
    variables: ['HAL_DASHBOARD_THEME'],
    isWidening: true,
    description: 'The dashboard’s colours.',
    expected: 'dark, light, contrast or colorblind',
    default: 'dark',
    fromText: text,
  },
  {
    path: 'dashboard.mouse',
    variables: ['HAL_DASHBOARD_MOUSE'],
    isWidening: true,
    description: 'Whether clicks and the wheel are for the dashboard; otherwise they are the terminal’s own.',
    expected: 'true or false',
    default: 'true',
    fromText: yesOrNo,
  },
  {
    path: 'dashboard.keys',
    variables: [],
    isWidening: true,
    description: 'Other keys for what the dashboard does.',
    expected:
      'keys by the id of what they do, such as { "worker.stop": "X", "list.down": ["j", "ctrl+n"] }; an empty list: none',
    default: 'none: the keys of docs/dashboard.md',
    fromText: text,
  },
  {
    path: 'dashboard.columns',
    variables: ['HAL_DASHBOARD_COLUMNS'],
    isWidening: true,
    description: 'The dashboard’s columns beside the worker’s name, in this order; none: those that fit.',
    expected: `a list of ${columnNames.join(', ')}`,
    default: 'those that fit',
    fromText: list,
  },
  {
    path: 'dashboard.sort',
    variables: ['HAL_DASHBOARD_SORT'],
    isWidening: true,
    description: 'What the dashboard’s list is sorted by; a `-` before it turns it round.',
    expected: 'attention, name or the name of a column',
    default: 'attention',
    fromText: text,
  },
  {
    path: 'dashboard.group',
    variables: ['HAL_DASHBOARD_GROUP'],
    isWidening: true,
    description: 'What the dashboard’s list is grouped by.',
    expected: 'none, project, engine or profile',
    default: 'none',
    fromText: text,
  },
  {
    path: 'dashboard.notify',
    variables: [],
    isWidening: true,
    description: 'How the dashboard tells you of a worker that needs you while you look elsewhere.',
    expected:
      'some of { bell, desktop, title: true or false; command: a program and its arguments; webhook: an address; states: { waiting, limited, failed, done: true or false }; quiet: hours such as "22:00-07:00" }',
    default: 'bell, desktop and title, for all states',
    fromText: text,
  },
]
