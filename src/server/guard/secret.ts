import { createHash, timingSafeEqual } from 'node:crypto'

/** Of a header `Authorization`. */
export const hasSecret = (header: string | undefined, secret: string): boolean =>
  isSecret(/^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? '', secret)

/** How long it takes says nothing of how much of it is right. */
export const isSecret = (given: string, secret: string): boolean =>
  timingSafeEqual(digest(given), digest(secret))

/** All are of one length. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
