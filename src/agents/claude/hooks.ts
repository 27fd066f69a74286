import type { HookRule } from '../hook-rules.ts'

const question = 'tool_name=AskUserQuestion'
const what = '{tool_input.command|tool_input.file_path|tool_input.url|tool_input.description}'

/** Of 2.1.330. Nothing fires after a No at a dialog, nor after Escape: there the screen has the word. */
export const claudeHooks: readonly HookRule[] = [
  // While it tidies up its context, it works on.
  { event: 'SessionStart', when: 'source=compact' },
  { event: 'SessionStart', says: 'idle' },
  { event: 'UserPromptSubmit', says: 'working', keeps: 'prompt' },
  { event: 'PreToolUse', when: question, says: 'waiting', text: '{tool_input.questions.0.question}' },
  { event: 'PreToolUse', says: 'working' },
  { event: 'PermissionRequest', when: question, says: 'waiting', text: '{tool_input.questions.0.question}' },
  { event: 'PermissionRequest', says: 'waiting', text: `{tool_name}: ${what}` },
  { event: 'PostToolUse', says: 'working' },
  { event: 'PostToolUseFailure', says: 'working' },
  { event: 'Stop', says: 'idle', keeps: 'answer' },
  {
    event: 'StopFailure',
    when: 'error=rate_limit',
    says: 'limited',
    text: '{last_assistant_message}',
    keeps: 'answer',
  },
  {
    event: 'StopFailure',
    when: 'error=authentication_failed',
    says: 'login-needed',
    text: '{last_assistant_message}',
    keeps: 'answer',
  },
  // A request that failed for good needs a person: nothing goes on by itself.
  {
    event: 'StopFailure',
    says: 'waiting',
    text: '{last_assistant_message|error}',
    keeps: 'answer',
  },
]
