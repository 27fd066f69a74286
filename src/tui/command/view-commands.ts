import { closest } from '../../lib/closest.ts'
import { onView } from '../changes.ts'
import type { Change } from '../model.ts'
import { onImages, selectImage } from '../views/images/image-changes.ts'
import { profileNames } from './candidates.ts'
import type { CommandRecord } from './command-record.ts'

export const unknownProfile = (name: string, profiles: readonly string[]): string => {
  const near = closest(name, profiles)
  return `no profile is named "${name}"${near === undefined ? '' : `: did you mean ${near}?`}`
}

const turning =
  (to: Change): CommandRecord['run'] =>
  ({ change }) => {
    change(to)
    return undefined
  }

/** Other views than the list. */
export const viewCommands: readonly CommandRecord[] = [
  { name: 'pulse', help: 'the fleet at a glance', run: turning(onView('pulse')) },
  {
    name: 'images',
    help: 'images and their builds',
    run: turning(onImages({ areLayersShown: true })),
  },
  {
    name: 'build',
    args: [{ name: 'PROFILE', values: profileNames }],
    help: 'build an image and what it stands on; queued while a build runs',
    run: ({ model, change, images }, { words: [name = ''] }) => {
      const { profiles, views } = model()
      const known = [...new Set([...profiles, ...(views.images.profiles ?? []).map((one) => one.name)])]
      if (known.length > 0 && !known.includes(name)) return unknownProfile(name, known)
      change(onImages({ areLayersShown: views.images.areLayersShown }))
      change(selectImage(name))
      images.build([name])
      return undefined
    },
  },
  {
    name: 'profiles',
    help: 'images that workers can have, without layers',
    run: turning(onImages({ areLayersShown: false })),
  },
]
