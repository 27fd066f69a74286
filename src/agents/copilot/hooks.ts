import type { HookRule } from '../hook-rules.ts'

/** Of 1.0.102. Nothing fires before the first prompt, after a No, nor after an interrupt: there the screen has the word. */
export const copilotHooks: readonly HookRule[] = [
  { event: 'userPromptSubmitted', says: 'working', keeps: 'prompt' },
  { event: 'preToolUse', when: 'toolName=ask_user', says: 'waiting', text: '{toolArgs.message}' },
  { event: 'preToolUse', says: 'working' },
  // `permissionRequest` fires also where nobody is asked.
  {
    event: 'notification',
    when: 'notification_type=permission_prompt',
    says: 'waiting',
    text: '{message|title}',
  },
  { event: 'postToolUse', says: 'working' },
  { event: 'postToolUseFailure', says: 'working' },
  { event: 'agentStop', says: 'idle', keeps: 'answer' },
  { event: 'errorOccurred', when: 'recoverable=false', says: 'waiting', text: '{error.message}' },
]
