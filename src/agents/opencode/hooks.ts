import type { HookRule } from '../hook-rules.ts'

/** What hal's plugin tells of 1.18.18: its own events, and four of the plugin's making (`plugin.ts`). No state needs the screen. */
export const opencodeHooks: readonly HookRule[] = [
  { event: 'loaded', says: 'idle' },
  { event: 'chat.message', says: 'working', keeps: 'prompt' },
  { event: 'tool.execute.before', says: 'working' },
  { event: 'permission.asked', says: 'waiting', text: '{permission}: {metadata.command|patterns.0}' },
  { event: 'permission.replied', says: 'working' },
  { event: 'question.asked', says: 'waiting', text: '{questions.0.question}' },
  { event: 'question.replied', says: 'working' },
  { event: 'retrying', says: 'limited', text: '{message}' },
  { event: 'refused', says: 'login-needed', text: '{message}' },
  // A request that failed for good needs a person: nothing goes on by itself.
  { event: 'failed', says: 'waiting', text: '{message}' },
  { event: 'session.idle', says: 'idle', keeps: 'answer' },
]
