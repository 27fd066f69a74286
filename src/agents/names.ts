/** The agents that hal knows by heart. Stands apart from what they are, which takes its time to load. */
export const agentNames = ['claude', 'codex', 'opencode', 'gemini', 'copilot', 'cursor', 'shell'] as const
