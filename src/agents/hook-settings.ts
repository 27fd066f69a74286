import { hookCommand } from './form.ts'
import { eventsOf, type HookRule } from './hook-rules.ts'

/** As Claude Code, Codex and Gemini CLI take their hooks: by event, in groups, each a command. */
export const hookSettings = (agent: string, rules: readonly HookRule[]): object =>
  Object.fromEntries(
    eventsOf(rules).map((event) => [
      event,
      [{ hooks: [{ type: 'command', command: hookCommand(agent, event), name: 'hal' }] }],
    ]),
  )
