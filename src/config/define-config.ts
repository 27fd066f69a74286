/** What a config file may say. Everything is optional; a project's own config may not set the keys marked "yours only". */
export interface ConfigInput {
  /** Where the container engine listens: a URL such as unix:///run/docker.sock, or the name of a docker context. Yours only. */
  readonly engine?: string | undefined
  /** Where a `hal serve` is whose fleet hal works on, in place of one of this machine: https://fleet.example.com. Yours only. */
  readonly url?: string | undefined
  /** A file with the secret that the server at `url` wants. Yours only. */
  readonly secretFile?: string | undefined
  /** Whether the secret may go to another machine by http://, where whoever is on the way can read it. Yours only. */
  readonly allowPlainHttp?: boolean | undefined
  /** Whose workers hal sees as its own. Yours only. */
  readonly owner?: string | undefined
  /** The environment of workers that don't ask for another, where no image for sessions is set. */
  readonly profile?: string | undefined
  /** The most memory a worker may use, such as 4g. A project can lower it, not raise it. */
  readonly memory?: string | undefined
  /** The most CPUs a worker may use; never more than the engine has. A project can lower it, not raise it. */
  readonly cpus?: number | undefined
  /** The most processes and threads a worker may have. A project can lower it, not raise it. */
  readonly pids?: number | undefined
  /** What workers work on, in place of the current folder: a folder, clone, empty, or the address of a repository. In a project's config a folder has to be inside the project. */
  readonly workspace?: string | undefined
  /** Commands that are run inside each new workspace of hal's own (a clone, an empty one), before anything else. */
  readonly setup?: readonly string[] | undefined
  /** Commands that are run inside such a workspace before it is removed. */
  readonly teardown?: readonly string[] | undefined
  /** Variables that every worker gets. */
  readonly env?: Readonly<Record<string, string>> | undefined
  /** Agents by name: where their models are, their keys, and agents of your own. Yours only. */
  readonly agents?: Readonly<Record<string, AgentInput>> | undefined
  /** Credentials that every worker gets as files in /run/secrets, and agents as variables, too. Yours only. */
  readonly secrets?: Readonly<Record<string, SecretInput>> | undefined
  readonly images?:
    | {
        /** Where images are pushed to and pulled from. */
        readonly registry?: string | undefined
        /** The organisation in the registry. */
        readonly org?: string | undefined
        /** A further tag for images that are pushed. */
        readonly version?: string | undefined
        /** The image that the tools are built on. */
        readonly base?: string | undefined
        /** The image for sessions: of workers for which nobody names an image or a profile. An empty one counts as none. */
        readonly session?: string | undefined
        /** Images for headless tasks, by agent, and `default` for all others; an empty one counts as none. */
        readonly tasks?: Readonly<Record<string, string>> | undefined
      }
    | undefined
  readonly build?:
    | {
        /** A PEM file of authorities that builds and workers trust besides their own. Yours only. */
        readonly caBundle?: string | undefined
        /** The npm registry, or a mirror of it, that tools come from and are asked for. Yours only. */
        readonly npmRegistry?: string | undefined
        /** How many images are built side by side. */
        readonly concurrency?: number | undefined
        /** Files that steps of your own Dockerfiles may mount as secrets, by the id that they ask for. Yours only. */
        readonly secrets?: Readonly<Record<string, string>> | undefined
      }
    | undefined
  /** Folders of yours that every worker sees, read-only unless said otherwise. Yours only. */
  readonly mounts?:
    | readonly {
        readonly source: string
        readonly target: string
        readonly isReadOnly?: boolean | undefined
      }[]
    | undefined
  /** The network that workers are on. Yours only. */
  readonly network?: string | undefined
  /** Whether workers may be started as root. Yours only. */
  readonly allowRoot?: boolean | undefined
  /** Whether the process engine may be used where hal runs in no container. Yours only. */
  readonly allowNoIsolation?: boolean | undefined
  /** Folders with further profiles, one folder a profile in each. In a project's config: inside the project. */
  readonly profiles?: readonly string[] | undefined
  readonly tasks?:
    | {
        /** Which agent works on a task where nobody names one. */
        readonly agent?: string | undefined
        /** How many tasks are at work at once, whichever hals drive them; the others wait in a queue. Yours only. */
        readonly concurrency?: number | undefined
        /** How long tasks that ended are kept, such as 90d, or forever. Yours only. */
        readonly keepFor?: string | undefined
        /** How much all tasks may take, such as 1g, until the oldest that ended are forgotten. Yours only. */
        readonly keepSize?: string | undefined
      }
    | undefined
  readonly dashboard?:
    | {
        /** The dashboard’s colours. Yours only. */
        readonly theme?: 'dark' | 'light' | 'contrast' | 'colorblind' | undefined
        /** Whether clicks and the wheel are for the dashboard; otherwise they are the terminal’s own. Yours only. */
        readonly mouse?: boolean | undefined
        /** Other keys for what the dashboard does. Yours only. */
        readonly keys?: Readonly<Record<string, string | readonly string[]>> | undefined
        /** The dashboard’s columns beside the worker’s name, in this order; none: those that fit. Yours only. */
        readonly columns?: readonly DashboardColumn[] | undefined
        /** What the dashboard’s list is sorted by; a `-` before it turns it round. Yours only. */
        readonly sort?: DashboardSort | `-${DashboardSort}` | undefined
        /** What the dashboard’s list is grouped by. Yours only. */
        readonly group?: 'none' | 'project' | 'engine' | 'profile' | undefined
        /** How the dashboard tells you of a worker that needs you while you look elsewhere. Yours only. */
        readonly notify?:
          | {
              /** The terminal’s bell. */
              readonly bell?: boolean | undefined
              /** A notification of the desktop, where the terminal makes one. */
              readonly desktop?: boolean | undefined
              /** The terminal’s title counts who needs you. */
              readonly title?: boolean | undefined
              /** A program and its arguments, run without a shell with HAL_WORKER, HAL_STATE and HAL_TEXT; at most 10 s. */
              readonly command?: readonly string[] | undefined
              /** An address that gets a JSON object by POST. */
              readonly webhook?: string | undefined
              /** What you are told of; all of it unless you say otherwise. */
              readonly states?:
                | {
                    readonly waiting?: boolean | undefined
                    readonly limited?: boolean | undefined
                    readonly failed?: boolean | undefined
                    readonly done?: boolean | undefined
                  }
                | undefined
              /** Hours such as 22:00-07:00, in your machine’s time, in which only the title changes. */
              readonly quiet?: string | undefined
            }
          | undefined
      }
    | undefined
}

interface AgentInput {
  /** Where its models are, in place of its maker's. */
  readonly baseUrl?: string | undefined
  readonly model?: string | undefined
  /** Where its login is renewed, in place of its maker's. */
  readonly tokenUrl?: string | undefined
  /** Where its key is. */
  readonly apiKey?: SecretInput | undefined
  /** It acts without asking unless told otherwise. */
  readonly unattended?: boolean | undefined
  /** What starts an agent that hal doesn't know, or stands in place of a known one's program and gets its words. */
  readonly command?: readonly string[] | undefined
  /** Words that make such an agent act without asking. */
  readonly unattendedArguments?: readonly string[] | undefined
  /** How long it may work with nothing new on its screen until hal says so: `15m` unless you say otherwise, or `never`. */
  readonly silentAfter?: string | undefined
  /** How long it may work at all until hal says so: `never` unless you say otherwise. */
  readonly lateAfter?: string | undefined
  /** How one logs in to such an agent, and which files below its HOME keep that. */
  readonly login?: { readonly command: readonly string[]; readonly files: readonly string[] } | undefined
}

/** Where a secret is: a variable of your environment, a file, or what a program prints. */
type SecretInput = { readonly env: string } | { readonly file: string } | { readonly exec: readonly string[] }

type DashboardColumn =
  | ('state' | 'for' | 'agent' | 'profile' | 'branch' | 'project' | 'cpu' | 'memory')
  | ('health' | 'restarts' | 'age' | 'image' | 'workspace' | 'last')
type DashboardSort = 'attention' | 'name' | DashboardColumn

/** Gives a config file its types: `export default defineConfig({ … })`. Changes nothing at run time. */
export const defineConfig = (config: ConfigInput): ConfigInput => config
