/** `login needed`: as people read it; programs have `login-needed`. */
export const activityWords = (activity: string): string => activity.replace('-', ' ')

/** That what ran in it has ended, and how. */
export const agentEndWords = (exitCode: number): string =>
  exitCode === 0 ? 'its command has ended' : `its command ended with ${exitCode}`
