import type { ProfileState } from '../../../images/verbs.ts'
import type { BuildTone } from '../../../present/build.ts'
import { buildRows } from '../../../present/build.ts'
import { stateAndWhy } from '../../../present/profile.ts'
import type { Tone } from '../../../present/style.ts'
import { treeRows } from '../../../present/tree.ts'
import { type ImagesState, layersAt, shownProfiles } from './images-state.ts'

/** A profile in the graph, each under the one it stands on. */
export interface ImageRow {
  readonly profile: ProfileState
  readonly branch: string
  readonly tone: Tone
  readonly state: string
  /** What its build does or came to, in place of what is known of its image. */
  readonly isOfBuild: boolean
}

const tones: Readonly<Record<ProfileState['state']['kind'], Tone>> = {
  fresh: 'good',
  stale: 'warning',
  'not-built': 'dim',
}

const buildTones: Readonly<Record<BuildTone, Tone>> = {
  good: 'good',
  working: 'accent',
  bad: 'bad',
  dim: 'dim',
}

/** Once a build is over, only what it did not make is news: the rest is known as an image. */
const settled: ReadonlySet<string> = new Set(['done', 'unchanged', 'baked'])

export const imageRows = (images: ImagesState, now: Date): readonly ImageRow[] => {
  const { build } = images
  const layers = build === undefined ? undefined : layersAt(build, now)
  const built = new Map(layers === undefined ? [] : buildRows(layers).map((row) => [row.name, row]))
  return treeRows(shownProfiles(images), ({ name, parent }) => ({
    name,
    parent: parent.kind === 'profile' ? parent.name : undefined,
  })).map(({ item: profile, branch }) => {
    if (images.queued.includes(profile.name))
      return { profile, branch, isOfBuild: true, tone: 'dim', state: '· queued' }
    const row = built.get(profile.name)
    const kind = layers?.get(profile.name)?.state.kind
    const isOfBuild =
      row !== undefined && kind !== undefined && !(build?.phase === 'over' && settled.has(kind))
    return {
      ...{ profile, branch, isOfBuild },
      tone: isOfBuild ? buildTones[row.tone] : tones[profile.state.kind],
      state: isOfBuild ? `${row.glyph} ${row.text}` : stateAndWhy(profile),
    }
  })
}

export const namesInOrder = (images: ImagesState, now: Date): readonly string[] =>
  imageRows(images, now).map(({ profile }) => profile.name)
