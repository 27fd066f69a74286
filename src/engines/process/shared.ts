import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ok } from '../../lib/result.ts'
import type { Engine, Labels, Volume } from '../engine.ts'
import { hasLabels } from './labels.ts'
import type { ProcessState } from './process-state.ts'
import { readText } from './records.ts'

export const volumeFolder = ({ volumes }: ProcessState, name: string): string => join(volumes, name)

const labelsFile = (state: ProcessState, name: string): string => `${volumeFolder(state, name)}.json`

const volumeOf = (state: ProcessState, name: string): Volume => ({
  name,
  labels: JSON.parse(readText(labelsFile(state, name)) ?? '{}') as Labels,
  mountpoint: volumeFolder(state, name),
})

/** What containers share. Their network is this machine's. */
export const sharedMethods = (
  state: ProcessState,
): Pick<Engine, 'ensureNetwork' | 'ensureVolume' | 'removeVolume' | 'volumes'> => ({
  ensureNetwork: async () => ok(undefined),
  ensureVolume: async (name, labels) => {
    mkdirSync(volumeFolder(state, name), { recursive: true, mode: 0o700 })
    if (readText(labelsFile(state, name)) === undefined)
      writeFileSync(labelsFile(state, name), JSON.stringify(labels), { mode: 0o600 })
    return ok(volumeOf(state, name))
  },
  removeVolume: async (name) => {
    rmSync(labelsFile(state, name), { force: true })
    rmSync(volumeFolder(state, name), { recursive: true, force: true })
    return ok(undefined)
  },
  volumes: async (wanted) => {
    mkdirSync(state.volumes, { recursive: true, mode: 0o700 })
    const names = readdirSync(state.volumes).filter((name) => !name.endsWith('.json'))
    const all = names.map((name) => volumeOf(state, name))
    return ok(all.filter(({ labels }) => hasLabels(labels, wanted)))
  },
})
