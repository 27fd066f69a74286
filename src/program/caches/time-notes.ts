import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { keepIfPossible } from '../../lib/replace-file.ts'
import type { TimeNotes } from '../../workers/context.ts'

/** One file a container. Where it can't write, it forgets. */
export function timeNotes(directory: string): TimeNotes {
  const fileOf = (containerId: string) => join(directory, containerId.replace(/[^0-9a-zA-Z_-]/g, ''))
  return {
    read: (containerId) => {
      try {
        const at = new Date(readFileSync(fileOf(containerId), 'utf8'))
        return Number.isNaN(at.getTime()) ? undefined : at
      } catch {
        return undefined
      }
    },
    write: (containerId, at) => keepIfPossible(fileOf(containerId), at.toISOString()),
    forget: (containerId) => rmSync(fileOf(containerId), { force: true }),
  }
}
