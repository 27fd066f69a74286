export type TabName = 'screen' | 'logs' | 'events' | 'stats' | 'diff' | 'env' | 'inspect'

/** In their order, as 1 to 7 choose them. */
export const tabNames: readonly TabName[] = ['screen', 'logs', 'events', 'stats', 'diff', 'env', 'inspect']

export const tabLabels: Readonly<Record<TabName, string>> = {
  screen: 'Screen',
  logs: 'Logs',
  events: 'Events',
  stats: 'Stats',
  diff: 'Diff',
  env: 'Env',
  inspect: 'Inspect',
}
