/** As https://www.w3.org/TR/trace-context/#traceparent-header has it, of version 00; later ones may say more behind it. */
const form = /^(?!ff)[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-([\da-f]{2})(?:-.*)?$/

export interface Parent {
  readonly traceId: string
  readonly spanId: string
  readonly traceFlags: number
}

/** `undefined`: it is none. */
export function parentOf(traceparent: string | undefined): Parent | undefined {
  const [, traceId, spanId, flags] = form.exec(traceparent ?? '') ?? []
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) }
}

export const traceparentOf = ({ traceId, spanId, traceFlags }: Parent): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
