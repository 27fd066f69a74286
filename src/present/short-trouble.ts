const words: Readonly<Partial<Record<string, string>>> = {
  limit: 'usage limit',
  login: 'not logged in',
  'timed-out': 'out of time',
  turns: 'out of turns',
  other: 'gave up',
  'no-end': 'ended too soon',
  exit: 'ended badly',
}

/** Why a task failed, in a word or three, by the reason that programs are told. */
export const shortTrouble = (reason: string): string => words[reason] ?? reason.replaceAll('-', ' ')
