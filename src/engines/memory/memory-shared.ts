import { ok } from '../../lib/result.ts'
import type { Engine, Labels, Volume } from '../engine.ts'
import { hasLabels } from './memory-container.ts'
import type { MemoryState } from './memory-state.ts'

const volumeOf = (name: string, labels: Labels): Volume => ({
  name,
  labels,
  mountpoint: `/memory/volumes/${name}`,
})

/** What containers share. A network is nothing here: no container has a way to another. */
export const sharedMethods = ({
  volumeLabels,
  volumeFiles,
  answer,
}: MemoryState): Pick<Engine, 'ensureNetwork' | 'ensureVolume' | 'removeVolume' | 'volumes'> => ({
  ensureNetwork: () => answer<void>(() => ok(undefined)),
  ensureVolume: (name, labels) =>
    answer(() => {
      if (!volumeLabels.has(name)) volumeLabels.set(name, labels)
      return ok(volumeOf(name, volumeLabels.get(name) ?? labels))
    }),
  removeVolume: (name) =>
    answer<void>(() => {
      volumeLabels.delete(name)
      volumeFiles.delete(name)
      return ok(undefined)
    }),
  volumes: (wanted) =>
    answer(() =>
      ok(
        [...volumeLabels]
          .filter(([, labels]) => hasLabels(labels, wanted))
          .map(([name, labels]) => volumeOf(name, labels)),
      ),
    ),
})
