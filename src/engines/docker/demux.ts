const headerLength = 8
const stderrType = 2

export interface DemuxTarget {
  readonly onStdout: (chunk: Buffer) => void
  readonly onStderr: (chunk: Buffer) => void
}

/**
 * Takes apart the engine's framing of two outputs in one stream: type, three zero bytes, big-endian length, payload. Chunks may be cut
 * anywhere; a payload is handed on as it comes, never collected.
 */
export function createDemux({ onStdout, onStderr }: DemuxTarget): (chunk: Buffer) => void {
  const header = Buffer.alloc(headerLength)
  let headerBytes = 0
  let payloadLeft = 0
  return (chunk) => {
    let at = 0
    while (at < chunk.length) {
      if (payloadLeft === 0) {
        const taken = chunk.copy(header, headerBytes, at, at + headerLength - headerBytes)
        at += taken
        headerBytes += taken
        if (headerBytes < headerLength) return
        headerBytes = 0
        payloadLeft = header.readUInt32BE(4)
        continue
      }
      const payload = chunk.subarray(at, at + payloadLeft)
      at += payload.length
      payloadLeft -= payload.length
      if (header[0] === stderrType) onStderr(payload)
      else onStdout(payload)
    }
  }
}
