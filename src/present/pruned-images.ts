import type { PrunedImages, PrunePlan, UnusedImage } from '../images/disk/prune-images.ts'
import { formatBytes } from '../lib/bytes.ts'
import { countOfImages } from './image-sizes.ts'
import type { Cell } from './table.ts'

/** A row for each image that would go, headings first. */
export const unusedRows = (images: readonly UnusedImage[]): readonly (readonly Cell[])[] =>
  [['IMAGE', 'SIZE', 'DECLARED', 'WHY', 'ALSO'], ...images.map(unusedRow)].map((row) =>
    row.map((text) => ({ text })),
  )

const whys = {
  replaced: () => 'a start takes another one',
  nameless: (was) => `its name is a newer build’s: ${was}`,
  'not-asked-for': () => 'no container uses it',
} as const satisfies Readonly<Record<UnusedImage['why'], (was: string) => string>>

/** As people see it in lists: an id shortened, as engines do. */
export const shortName = (image: string): string => image.replace(/^sha256:([0-9a-f]{12}).*/, '$1')

const places = { hal: 'by hal', here: 'here', elsewhere: 'elsewhere' } as const

const unusedRow = ({ image, sizeBytes, of, why, names, was = '' }: UnusedImage): readonly string[] => [
  shortName(image),
  formatBytes(sizeBytes),
  places[of],
  whys[why](was),
  names.filter((name) => name !== image).join(' '),
]

/** `29 images, with 8.7G that no other image holds` */
export const planWords = ({ images, ownBytes }: PrunePlan): string =>
  `${countOfImages(images.length)}, with ${formatBytes(ownBytes)} that no other image holds`

/** Whose they may be, as far as that is known. */
export function ownerWords(images: readonly UnusedImage[]): readonly string[] {
  const foreign = images.filter(({ of }) => of === 'elsewhere').length
  return [
    ...(foreign === 0
      ? []
      : [
          `${foreign} of them ${foreign === 1 ? 'is' : 'are'} of profiles declared elsewhere: of another project of yours, or somebody else’s`,
        ]),
    'no image says who built it, and all who use this engine share them; what is missed is built again',
  ]
}

/** The same of what went. What builds keep is not an image's, and stays. */
export const removedWords = ({ removed, ownBytes }: PrunedImages): string =>
  `removed ${planWords({ images: removed, ownBytes })}\nBuilds may keep layers of them on the disk: \`docker builder prune\` removes what they keep.`
