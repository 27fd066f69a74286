// The house, as rules (docs/architecture.md has the picture). A room may import only what its row allows.
const rooms = {
  cli: ['workers', 'images', 'tasks', 'present', 'config', 'lib'],
  tui: ['workers', 'images', 'tasks', 'present', 'lib'],
  server: ['workers', 'images', 'tasks', 'present', 'config', 'client', 'lib'],
  present: ['workers', 'images', 'tasks', 'engines', 'tmux', 'workspace', 'store', 'config', 'lib'],
  workers: ['engines', 'tmux', 'agents', 'workspace', 'store', 'images', 'lib'],
  images: ['engines', 'lib'],
  tasks: ['workers', 'images', 'agents', 'workspace', 'engines', 'store', 'lib'],
  remote: ['workers', 'images', 'tasks', 'engines', 'tmux', 'workspace', 'present', 'lib'],
  engines: ['lib'],
  tmux: ['lib'],
  agents: ['lib'],
  workspace: ['lib'],
  store: ['lib'],
  config: ['lib'],
  client: [],
  lib: [],
}

const roomRules = Object.entries(rooms).map(([room, allowed]) => ({
  name: `${room}-imports-only-its-own`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: '^src/', pathNot: `^src/(${[room, ...allowed].join('|')})/` },
}))

// Who may say a library's name. Everything else asks the room that owns it.
const homes = {
  dockerode: '^src/engines/docker/',
  ink: '^src/tui/',
  react: '^src/tui/',
  'node-pty': '^src/tui/',
  commander: '^src/cli/',
  cosmiconfig: '^src/config/',
  hono: '^src/server/',
  '@hono': '^src/server/',
  ws: '^src/(server/sockets|remote)/',
  '@opentelemetry': '^src/server/traces/',
  preact: '^src/server/page/',
  '@xterm/xterm': '^src/server/page/',
  anser: '^src/server/page/',
}

const libraryRules = Object.entries(homes).map(([library, home]) => ({
  name: `${library}-has-one-home`,
  severity: 'error',
  from: { path: '^src/', pathNot: home },
  to: { path: `node_modules/(@types/)?${library}/` },
}))

export default {
  forbidden: [
    ...roomRules,
    ...libraryRules,
    {
      name: 'adapters-are-islands',
      comment:
        'only the composition root opens an adapter; everyone else sees the port, engines/engine.ts or store/store.ts',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/((engines|store)/|hal\\.ts)' },
      to: { path: '^src/(engines|store)/[^/]+/' },
    },
    {
      name: 'one-adapter-knows-no-other',
      severity: 'error',
      from: { path: '^src/engines/([^/]+)/' },
      to: { path: '^src/engines/[^/]+/', pathNot: '^src/engines/$1/' },
    },
    {
      name: 'present-imports-types-only',
      severity: 'error',
      from: { path: '^src/present/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^src/(workers|images|tasks|engines|tmux|workspace|store|config)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'what-is-afar-is-known-by-its-verbs',
      comment:
        'what this machine does with its own fleet is of no use there: models, their schemas, what checks an input alone, and how work comes to a repository of this machine are',
      severity: 'error',
      from: { path: '^src/remote/', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^src/(workers|images|tasks|engines|tmux|workspace)/',
        pathNot:
          '^src/(tasks/(task|task-event|keep/stored)|workers/(whom|create/check-start)|images/plan/part-kinds|workspace/((bring|merge)-home|pull|repository))\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    { name: 'no-cycle', severity: 'error', from: { path: '^src/' }, to: { circular: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
    },
  },
}
