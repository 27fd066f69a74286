export type TabName = 'screen' | 'logs' | 'events' | 'stats' | 'diff' | 'files' | 'env' | 'inspect'

/** In their order, as 1 to 8 choose them. */
export const tabNames: readonly TabName[] = [
  'screen',
  'logs',
  'events',
  'stats',
  'diff',
  'files',
  'env',
  'inspect',
]

export const tabLabels: Readonly<Record<TabName, string>> = {
  screen: 'Screen',
  logs: 'Logs',
  events: 'Events',
  stats: 'Stats',
  diff: 'Diff',
  files: 'Files',
  env: 'Env',
  inspect: 'Inspect',
}
