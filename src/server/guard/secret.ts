import { createHash, timingSafeEqual } from 'node:crypto'

/** How long it takes says nothing of how much of it is right. */
export function hasSecret(header: string | undefined, secret: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(secret))
}

/** All are of one length. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
