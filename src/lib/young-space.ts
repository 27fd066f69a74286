import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 keep the space for new objects as small as it is now. A program that allocates in bursts, and lives for days, would else hold on to the most
 * that a burst ever took: some ten megabytes. What it costs is more collections, each a shorter one. V8 reads this flag at each growth, so it may be
 * set while it runs.
 */
export const keepYoungSpaceSmall = (): void => setFlagsFromString('--semi-space-growth-factor=1')
