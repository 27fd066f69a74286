import type { Model } from '../model.ts'
import { isBuilding } from '../views/images/images-state.ts'

/** What hal does at this moment, to whom: `stopping ada`. */
export const stillDoing = ({ busy, views }: Model): readonly string[] => [
  ...Object.entries(busy).map(([name, word]) => `${word} ${name}`),
  ...(isBuilding(views.images) ? ['building images'] : []),
]
