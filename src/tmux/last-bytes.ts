/** Keeps the last `maxBytes` of what it is given. */
export interface LastBytes {
  readonly push: (data: Buffer) => void
  readonly length: () => number
  readonly isTruncated: () => boolean
  readonly take: () => Buffer
}

export const createLastBytes = (maxBytes: number): LastBytes => {
  let chunks: Buffer[] = []
  let firstKept = 0
  let kept = 0
  let isTruncated = false
  return {
    push: (data) => {
      chunks.push(data)
      kept += data.length
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
    length: () => kept,
    isTruncated: () => isTruncated || kept > maxBytes,
    take: () => {
      const all = Buffer.concat(chunks.slice(firstKept))
      return all.subarray(Math.max(0, all.length - maxBytes))
    },
  }
}
