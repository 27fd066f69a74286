import type { HookRule } from '../hook-rules.ts'

/** Of 0.169.0. Nothing fires before the first prompt, nor when a request fails for good: there the screen has the word. */
export const codexHooks: readonly HookRule[] = [
  { event: 'UserPromptSubmit', says: 'working', keeps: 'prompt' },
  {
    event: 'PreToolUse',
    when: 'tool_name=request_user_input',
    says: 'waiting',
    text: '{tool_input.questions.0.question}',
  },
  { event: 'PreToolUse', says: 'working' },
  {
    event: 'PermissionRequest',
    says: 'waiting',
    text: '{tool_name}: {tool_input.command|tool_input.description}',
  },
  { event: 'PostToolUse', says: 'working' },
  { event: 'Stop', says: 'idle', keeps: 'answer' },
  { event: 'Interrupt', says: 'idle' },
]
