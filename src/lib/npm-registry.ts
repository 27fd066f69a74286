/**
 * npm's own public registry: the pinned sums are those of its archives. A mirror takes its place where it is asked, and in no declaration:
 * it has the same archives, so what is made of them is the same. The script `docker/build/fetch` has to say it once more.
 */
export const publicRegistry = 'https://registry.npmjs.org'
