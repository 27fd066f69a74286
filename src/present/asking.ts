import type { Activity } from '../workers/worker.ts'

interface Asking {
  readonly activity: Activity
  readonly question: string | undefined
  readonly agent: string | undefined
}

/** That a worker needs a person, and for what: `ada waits for you: Bash: rm -rf build`. */
export function askingWords(worker: string, { activity, question, agent }: Asking): string {
  const what = question === undefined ? '' : `: ${question}`
  const login =
    activity === 'login-needed' && agent !== undefined ? `, or \`hal login ${agent}\` for all workers` : ''
  return `${worker} ${words[activity] ?? `is ${activity}`}${what} (\`hal attach ${worker}\`${login})`
}

const words: Partial<Readonly<Record<Activity, string>>> = {
  waiting: 'waits for you',
  limited: 'has to pause',
  'login-needed': 'needs a login',
}

/** It needs a person. */
export const isAsking = (activity: Activity): boolean => words[activity] !== undefined

/** What a program that asked an agent ends with: 22 where the agent waits for a person, which is no end of its work. */
export const answerStatus = ({ activity }: { readonly activity: Activity }): 0 | 22 =>
  activity === 'idle' || activity === 'done' ? 0 : 22
