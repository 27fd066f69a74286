import type { EngineInfo } from '../../engines/engine.ts'

/** When hal runs as root, workers still don't: they get the first ordinary uid. */
const ordinary = { uid: 1000, gid: 1000 }

/**
 * Whose uid a worker has: the person's, so that files in a bound workspace stay theirs. On a rootless engine, 0 inside is the person
 * outside. Root gets an ordinary uid unless the person's own config allows root and asks for it.
 */
export function workerUser(
  person: { readonly uid: number; readonly gid: number },
  info: EngineInfo,
  isRoot: boolean,
): { readonly uid: number; readonly gid: number } {
  if (info.isRootless || isRoot) return { uid: 0, gid: 0 }
  return person.uid === 0 ? ordinary : { uid: person.uid, gid: person.gid }
}
