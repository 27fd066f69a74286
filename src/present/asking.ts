import type { Activity } from '../workers/worker.ts'

/** That a worker needs a person, and for what: `ada waits for you: Bash: rm -rf build`. */
export const askingWords = (worker: string, activity: Activity, question: string | undefined): string =>
  `${worker} ${words[activity] ?? `is ${activity}`}${question === undefined ? '' : `: ${question}`} (\`hal attach ${worker}\`${activity === 'login-needed' ? ', or `hal login AGENT` for all workers' : ''})`

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
