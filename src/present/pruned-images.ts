import type { PrunedImages, PrunePlan, UnusedImage } from '../images/disk/prune-images.ts'
import { formatBytes } from './bytes.ts'
import { countOfImages } from './image-sizes.ts'
import type { Cell } from './table.ts'

/** A row for each image that would go, headings first. */
export const unusedRows = (images: readonly UnusedImage[]): readonly (readonly Cell[])[] =>
  [['IMAGE', 'SIZE', 'WHY', 'ALSO'], ...images.map(unusedRow)].map((row) => row.map((text) => ({ text })))

const whys = { replaced: 'another one is wanted', 'not-asked-for': 'nothing uses it' } as const

const unusedRow = ({ image, sizeBytes, why, names }: UnusedImage): readonly string[] => [
  image,
  formatBytes(sizeBytes),
  whys[why],
  names.filter((name) => name !== image).join(' '),
]

/** `29 images, with 8.7G that no other image holds` */
export const planWords = ({ images, ownBytes }: PrunePlan): string =>
  `${countOfImages(images.length)}, with ${formatBytes(ownBytes)} that no other image holds`

/** The same of what went. What builds keep is not an image's, and stays. */
export const removedWords = ({ removed, ownBytes }: PrunedImages): string =>
  `removed ${planWords({ images: removed, ownBytes })}\nBuilds may keep layers of them on the disk: \`docker builder prune\` removes what they keep.`
