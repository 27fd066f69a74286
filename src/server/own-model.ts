/** The model that a request names for its agent, with the key to it. It goes to the agent, and is kept nowhere. */
export interface OwnModel {
  readonly provider: 'openai' | 'anthropic' | 'local'
  readonly model: string
  readonly apiKey: string | undefined
  /** In place of its maker's. */
  readonly endpoint: string | undefined
}
