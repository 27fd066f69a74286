/** Where things stand inside a worker. The tools volume and hal agree on these; `docker/tools/README.md` shows the other side. */
export const inside = {
  tools: '/tools',
  fallback: '/tools/fallback/bin',
  tmux: '/tools/bin/tmux',
  entrypoint: ['/tools/bin/tini', '--', '/tools/bin/hal-worker'],
  attach: '/tools/bin/hal-attach',
  run: '/run/hal',
  socket: '/run/hal/tmux.sock',
  inDir: '/run/hal/in',
  agent: '/run/hal/agent',
  /** What becomes an agent that works without a terminal, and where its run is kept: see hal-run. */
  headlessAgent: '/run/hal/headless-agent',
  runFolder: '/run/hal/run',
  /** The same of further agents that work beside whatever the worker was started for, a folder each. */
  guests: '/run/hal/guests',
  /** What its run begins with, where that is there from the start: moved into its folder before it begins. */
  runBegin: (file: 'in' | 'prompt'): string => `/run/hal/begin-${file}`,
  halRun: '/tools/bin/hal-run',
  starts: '/run/hal/starts',
  /** What an agent's hook said last, whole: see hal-hook. */
  kept: (name: 'prompt' | 'answer'): string => `/run/hal/kept/${name}`,
  /** As `hal-log` spells it: a window's name may hold anything, and leads nowhere else. */
  log: (window: string): string => `/run/hal/log/${window.replace(/^\.|[\x00-\x1f/\x7f]/g, '_')}.log`,
  followLog: (window: string): readonly string[] => [
    '/tools/bin/hal-log',
    '--follow',
    '/run/hal/log',
    window,
  ],
  home: '/home/hal',
  workspace: '/workspace',
  /** The person's stores of objects, which a clone borrows from. Never at their own paths: those may be closed, or taken, inside. */
  objects: (index: number): string => `/objects/${index}`,
  gitConfig: '/etc/hal/gitconfig',
  /** There once a workspace of hal's own is ready. */
  prepared: (id: string): string => `/run/hal/prepared-${id}`,
  caBundle: '/etc/hal/ca-bundle.crt',
} as const

/** A command as one line of POSIX sh that means exactly these words. */
export const shellLine = (argv: readonly string[]): string =>
  argv.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
