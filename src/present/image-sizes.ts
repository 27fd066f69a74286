import type { ImageSize, ImageSizes } from '../images/disk/sizes.ts'
import { formatBytes } from '../lib/bytes.ts'
import type { Cell } from './table.ts'

/** A row for each image, headings first. */
export const sizeRows = ({ images }: ImageSizes): readonly (readonly Cell[])[] =>
  [['IMAGE', 'SIZE', 'ADDS', 'SHARED', ''], ...images.map(sizeRow)].map((row) =>
    row.map((text) => ({ text })),
  )

const sizeRow = ({ profile, image, isFresh, ...bytes }: ImageSize): readonly string[] => [
  profile,
  formatBytes(bytes.sizeBytes),
  bytes.addsBytes === undefined ? '–' : formatBytes(bytes.addsBytes),
  formatBytes(bytes.sharedBytes),
  isFresh ? image : `${image}, stale`,
]

/** What the headings don't say. */
export const headingWords = [
  'ADDS: what it adds to the image it was built on; – where that is not here any more.',
  'SHARED: what other images here have, too, and the disk only once. Removing one image gives back at most its SIZE less its SHARED.',
]

/** What all of them take, and what could go. */
export const sizeSums = ({ images, aloneBytes, heldBytes, others }: ImageSizes): readonly string[] => [
  `${countOfImages(images.length)}: ${formatBytes(heldBytes)} on the disk, ${formatBytes(aloneBytes)} if each stood alone`,
  ...(others.count === 0
    ? []
    : [
        `${countOfImages(others.count, 'other ')} of hal’s besides: ${formatBytes(others.heldBytes)} more`,
        '`hal images prune` removes what nothing uses',
      ]),
]

export const countOfImages = (count: number, kind = ''): string =>
  `${count} ${kind}${count === 1 ? 'image' : 'images'}`
