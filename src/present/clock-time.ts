/** `14:02`, local, for people. */
export const clockTime = (at: Date): string =>
  `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`

/** `14:02:07`: of what happened one after the other. */
export const exactTime = (at: Date): string => `${clockTime(at)}:${String(at.getSeconds()).padStart(2, '0')}`
