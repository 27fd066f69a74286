import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDemux } from './demux.ts'

const frame = (type: number, payload: Uint8Array): Buffer => {
  const header = Buffer.alloc(8)
  header[0] = type
  header.writeUInt32BE(payload.length, 4)
  return Buffer.concat([header, payload])
}

test('both outputs come out whole, wherever the stream was cut', () => {
  const frames = fc.array(fc.record({ isError: fc.boolean(), payload: fc.uint8Array({ maxLength: 40 }) }))
  fc.assert(
    fc.property(frames, fc.integer({ min: 1, max: 20 }), (given, chunkLength) => {
      const out: Buffer[] = []
      const errors: Buffer[] = []
      const demux = createDemux({
        onStdout: (chunk) => out.push(chunk),
        onStderr: (chunk) => errors.push(chunk),
      })
      const wire = Buffer.concat(given.map(({ isError, payload }) => frame(isError ? 2 : 1, payload)))
      for (let at = 0; at < wire.length; at += chunkLength) demux(wire.subarray(at, at + chunkLength))
      const payloads = (isError: boolean) =>
        Buffer.concat(given.filter((one) => one.isError === isError).map(({ payload }) => payload))
      expect(Buffer.concat(out)).toEqual(payloads(false))
      expect(Buffer.concat(errors)).toEqual(payloads(true))
    }),
  )
})
