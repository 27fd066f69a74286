import { randomUUID } from 'node:crypto'

/** The client's own, so that its log and this one can be read side by side. */
export const requestIdOf = (given = ''): string => (/^[\w.-]{1,100}$/.test(given) ? given : randomUUID())
