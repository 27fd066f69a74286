import type { NewNote } from '../../store/store.ts'
import { type Happening, idOf } from './happening.ts'

/** As the store keeps it; `stored-happening.ts` reads it. */
export function noteOf(happening: Happening, owner: string): NewNote {
  const { name, containerId, at, begunAt, what } = happening
  const begun = begunAt === undefined ? {} : { begunMs: begunAt.getTime() }
  return { id: idOf(happening), owner, about: name, at, facts: { containerId, ...begun, what } }
}
