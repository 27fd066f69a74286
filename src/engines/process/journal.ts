import { appendFileSync, existsSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import type { ContainerAction, Labels } from '../engine.ts'
import type { ProcessRecord } from './records.ts'

/** A line of it. */
export interface Noted {
  readonly id: string
  readonly action: ContainerAction
  readonly labels: Labels
  readonly at: string
  readonly exitCode?: number
}

/** Enough for whoever is listening; nobody reads it from its beginning. */
const mostBytes = 1024 * 1024

/** What was done to containers, by whichever hal: each writes what it does into one file, and all read what is added to it. */
export class Journal {
  readonly path: string

  constructor(path: string) {
    this.path = path
    if (!existsSync(path)) writeFileSync(path, '', { mode: 0o600 })
  }

  tell({ id, spec: { labels } }: ProcessRecord, action: ContainerAction, exitCode?: number): void {
    if (statSync(this.path).size > mostBytes) truncateSync(this.path)
    // Not behind what a full disk cut off.
    appendFileSync(this.path, `\n${JSON.stringify({ id, action, labels, at: new Date(), exitCode })}\n`)
  }
}

/** What these lines say. One that a full disk cut off says nothing. */
export const notedIn = (lines: string): readonly Noted[] =>
  lines.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as Noted]
    } catch {
      return []
    }
  })
