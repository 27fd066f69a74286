import { onView } from '../changes.ts'
import type { Change } from '../model.ts'
import { onImages, selectImage } from '../views/images/image-changes.ts'
import type { CommandRecord } from './command-record.ts'
import { profile } from './profile-argument.ts'

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
    args: [profile],
    help: 'build an image and what it stands on; queued while a build runs',
    run: ({ model, change, images }, { words: [name = ''] }) => {
      change(onImages({ areLayersShown: model().views.images.areLayersShown }))
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
