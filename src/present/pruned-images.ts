import type { PrunedImages, PrunePlan, UnusedImage } from '../images/prune-images.ts'
import { formatBytes } from './bytes.ts'
import { countOfImages } from './image-sizes.ts'
import type { Cell } from './table.ts'

/** A row for each image that would go, headings first. */
export const unusedRows = (images: readonly UnusedImage[]): readonly (readonly Cell[])[] =>
  [['IMAGE', 'SIZE', 'WHY', 'ALSO'], ...images.map(unusedRow)].map((row) => row.map((text) => ({ text })))

const whys = { replaced: 'there is a newer one', 'not-asked-for': 'nothing uses it' } as const

const unusedRow = ({ image, sizeBytes, why, names }: UnusedImage): readonly string[] => [
  image,
  formatBytes(sizeBytes),
  whys[why],
  names.filter((name) => name !== image).join(' '),
]

/** `29 images, of which 8.7G is theirs alone` */
export const planWords = ({ images, freesBytes }: PrunePlan): string =>
  `${countOfImages(images.length)}, ${formatBytes(freesBytes)} of them held by nothing else`

/** `removed 29 images: 8.7G` */
export const removedWords = ({ removed, freedBytes }: PrunedImages): string =>
  `removed ${countOfImages(removed.length)}, ${formatBytes(freedBytes)}`
