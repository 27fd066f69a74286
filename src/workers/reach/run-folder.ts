import type { SeenRun } from '../verbs.ts'
import { inside } from './inside.ts'

/** Where hal-run keeps a run. */
export const runFolder = ({ guest }: Pick<SeenRun, 'guest'>): string =>
  guest === undefined ? inside.runFolder : `${inside.guests}/${guest}`

/** What the workspace was like before its agent began. */
export const snapshotFolder = (run: Pick<SeenRun, 'guest'>): string => `${runFolder(run)}/snapshot`
