/** Keeps the last `maxBytes` of what it is given. */
export interface LastBytes {
  readonly push: (data: Buffer) => void
  /** All that was pushed so far, kept or not. */
  readonly pushedBytes: () => number
  readonly isTruncated: () => boolean
  /** `until`: without what came after that many pushed bytes. */
  readonly take: (until?: number) => Buffer
}

export const createLastBytes = (maxBytes: number): LastBytes => {
  let chunks: Buffer[] = []
  let firstKept = 0
  let kept = 0
  let pushed = 0
  let isTruncated = false
  return {
    push: (data) => {
      chunks.push(data)
      kept += data.length
      pushed += data.length
      for (
        let first = chunks[firstKept];
        first !== undefined && kept - first.length >= maxBytes;
        first = chunks[firstKept]
      ) {
        kept -= first.length
        firstKept++
        isTruncated ||= first.length > 0
      }
      if (firstKept > 1_000) {
        chunks = chunks.slice(firstKept)
        firstKept = 0
      }
    },
    pushedBytes: () => pushed,
    isTruncated: () => isTruncated || kept > maxBytes,
    take: (until = pushed) => {
      const all = Buffer.concat(chunks.slice(firstKept))
      return all.subarray(Math.max(0, all.length - maxBytes), Math.max(0, all.length - (pushed - until)))
    },
  }
}
