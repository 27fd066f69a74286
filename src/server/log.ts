export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** A line of JSON for each thing that happened. Whoever writes one leaves out bodies, headers and queries: they may hold secrets. */
export type Log = (level: LogLevel, message: string, facts?: Readonly<Record<string, unknown>>) => void

export const openLog =
  (write: (line: string) => void, least: LogLevel): Log =>
  (level, message, facts = {}) => {
    if (logLevels.indexOf(level) < logLevels.indexOf(least)) return
    write(`${JSON.stringify({ timestamp: new Date().toISOString(), level, message, ...facts })}\n`)
  }

/** A mistake of hal's own. */
export const logBug = (log: Log, bug: unknown, facts: Readonly<Record<string, unknown>> = {}): void =>
  log('error', 'bug', { ...facts, stack: bug instanceof Error ? bug.stack : String(bug) })
