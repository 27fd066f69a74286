/** What one hook of an agent's says. The first rule that fits counts, in their order. */
export interface HookRule {
  readonly event: string
  /** `path=value` or `path!=value`, joined by `&`; a path is dotted, like `questions.0.text`. */
  readonly when?: string
  /** `undefined`: nothing. */
  readonly says?: 'working' | 'waiting' | 'idle' | 'limited' | 'login-needed'
  /** Words with `{path}` or `{path|another.path}` in them. */
  readonly text?: string
  /** The hook's whole JSON is kept in the worker under this name. */
  readonly keeps?: 'prompt' | 'answer'
}

/** As `hal-hook` reads them: docker/tools/README.md. */
export const formatHookRules = (rules: readonly HookRule[]): string =>
  rules
    .map(({ event, when = '', says = '', text = '', keeps = '' }) =>
      [event, when, says, text, keeps].join('\t'),
    )
    .concat('')
    .join('\n')

/** Each event that a rule is about, once. */
export const eventsOf = (rules: readonly HookRule[]): readonly string[] => [
  ...new Set(rules.map(({ event }) => event)),
]
