/** What a worker's agent does, as marks say it (docs/marks.md). */
export type AgentActivity = 'working' | 'waiting' | 'idle' | 'limited' | 'login-needed'

/** What an agent is held to do, and by whose word: a hook's name, or `screen`. */
export interface Said {
  readonly activity: AgentActivity
  readonly by: string
  /** What is asked, or what the limit or the failure says. */
  readonly text?: string | undefined
}
