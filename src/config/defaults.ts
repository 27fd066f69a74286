import { publicRegistry } from '../lib/npm-registry.ts'
import type { HalConfig } from './hal-config.ts'

/** What holds when nobody says otherwise. Stands apart from the schema, which takes its time to load. */
export const defaultConfig = (userName: string): HalConfig => ({
  engine: undefined,
  url: undefined,
  secretFile: undefined,
  allowPlainHttp: false,
  owner: userName,
  profile: 'base',
  memory: '4g',
  cpus: 2,
  pids: 1024,
  workspace: undefined,
  setup: [],
  teardown: [],
  env: {},
  agents: {},
  secrets: {},
  images: {
    ...{ registry: undefined, org: undefined, version: undefined, base: 'debian:bookworm-slim' },
    ...{ session: undefined, tasks: {} },
  },
  build: {
    ...{ caBundle: undefined, npmRegistry: publicRegistry, concurrency: 2 },
    secrets: {},
  },
  proxy: {},
  mounts: [],
  network: 'hal',
  allowRoot: false,
  allowNoIsolation: false,
  profiles: [],
  personsProfiles: [],
  tasks: { agent: undefined, concurrency: 5, keepFor: '90d', keepSize: '1g' },
  dashboard: {
    ...{ theme: 'dark', mouse: true, keys: {}, columns: [], sort: 'attention', group: 'none' },
    notify: {
      ...{ bell: true, desktop: true, title: true, command: [], webhook: undefined, quiet: undefined },
      states: { waiting: true, limited: true, failed: true, done: true },
    },
  },
})
