/** What the person's config says of one agent: `agents.NAME`. */
export interface AgentSettings {
  /** Where its models are, in place of its maker's. */
  readonly baseUrl?: string
  readonly model?: string
  /** Where its key is: there or not is all that matters here. */
  readonly apiKey?: object
  /** Where its login is renewed, in place of its maker's. */
  readonly tokenUrl?: string
  /** It acts without asking unless told otherwise. */
  readonly unattended?: boolean
  /** What starts it: for an agent that hal doesn't know, or in place of a known one's program, with its words. */
  readonly command?: readonly string[]
  /** Words that make it act without asking. */
  readonly unattendedArguments?: readonly string[]
  /** How long it may work without anything new on its screen, or at all, until hal says so: `15m`, or `never`. */
  readonly silentAfter?: string
  readonly lateAfter?: string
  /** How one logs in to it, and which files below HOME keep that. */
  readonly login?: { readonly command: readonly string[]; readonly files: readonly string[] }
}
