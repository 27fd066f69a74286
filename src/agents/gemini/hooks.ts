import type { HookRule } from '../hook-rules.ts'

/** Of 0.61.0. Nothing fires after a No at a dialog, nor after Escape while a tool runs: there the screen has the word. */
export const geminiHooks: readonly HookRule[] = [
  { event: 'SessionStart', says: 'idle' },
  { event: 'BeforeAgent', says: 'working', keeps: 'prompt' },
  {
    event: 'BeforeTool',
    when: 'tool_name=ask_user',
    says: 'waiting',
    text: '{tool_input.questions.0.question}',
  },
  { event: 'BeforeTool', says: 'working' },
  // It has been said, with the question.
  { event: 'Notification', when: 'details.type=ask_user' },
  {
    event: 'Notification',
    when: 'notification_type=ToolPermission',
    says: 'waiting',
    text: '{details.title|message}: {details.command|details.fileName|details.rootCommand}',
  },
  { event: 'AfterTool', says: 'working' },
  // Of a turn that failed, and of one that ended without a word: which of them it was, the screen has.
  { event: 'AfterAgent', when: 'prompt_response=[no response text]', keeps: 'answer' },
  { event: 'AfterAgent', says: 'idle', keeps: 'answer' },
]
