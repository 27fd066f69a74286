import { cacheNames, type Destination } from '../tags.ts'

/**
 * Where builds take steps from and leave them, as a person says it: `registry` (beside what is pushed), a reference, or what buildx
 * itself understands (`type=…`). `{name}` stands for the layer's.
 */
export interface CacheWish {
  readonly cacheFrom?: readonly string[] | undefined
  readonly cacheTo?: readonly string[] | undefined
}

/** The word for the caches beside what is pushed. */
export const besidePushes = 'registry'

/** Of a layer: references, or buildx's own notation. */
export const cacheSources = (
  { cacheFrom = [] }: CacheWish,
  layer: string,
  destination: Destination,
): readonly string[] =>
  cacheFrom.flatMap((wish) =>
    wish === besidePushes ? cacheNames(layer, destination) : [wish.replaceAll('{name}', layer)],
  )

/** Of a layer, in buildx's own notation. All steps are kept, not those of the last stage alone. */
export const cacheTargets = (
  { cacheTo = [] }: CacheWish,
  layer: string,
  destination: Destination,
): readonly string[] =>
  cacheTo.map((wish) => {
    const [beside = ''] = cacheNames(layer, destination)
    const named = wish === besidePushes ? beside : wish.replaceAll('{name}', layer)
    return named.startsWith('type=') ? named : `type=registry,ref=${named},mode=max`
  })

/** The caches beside what is pushed need a place to push to. */
export const needsDestination = ({ cacheFrom = [], cacheTo = [] }: CacheWish): boolean =>
  [...cacheFrom, ...cacheTo].includes(besidePushes)

/** Only buildx understands its own notation, and only it exports caches. */
export const needsBuildx = ({ cacheFrom = [], cacheTo = [] }: CacheWish): boolean =>
  cacheTo.length > 0 || cacheFrom.some((wish) => wish.startsWith('type='))
