import { byName } from '../../lib/by-name.ts'
import type { Pin } from './pins.ts'

/** The pins of the tools that a layer fetches, and of no others, by the tool's name. */
export type LayerPins = Readonly<Record<string, Pin>>

/** A tool whose version isn't the one that an image was built with. `from` or `to` is `undefined` where it came or went. */
export interface PinChange {
  readonly tool: string
  readonly from: string | undefined
  readonly to: string | undefined
}

/** As a label's value: `codex=0.169.0 node=24.21.0`. */
export const formatPins = (pins: LayerPins): string =>
  Object.entries(pins)
    .map(([tool, { version }]) => `${tool}=${version}`)
    .sort(byName)
    .join(' ')

/** What differs between the label of an image and the pins of now; nothing where the label says nothing, or where only sums differ. */
export function changedPins(label: string | undefined, pins: LayerPins): readonly PinChange[] {
  if (label === undefined) return []
  const before = new Map(
    label.split(' ').flatMap((pin) => {
      const at = pin.indexOf('=')
      return at < 1 ? [] : [[pin.slice(0, at), pin.slice(at + 1)] as const]
    }),
  )
  const tools = [...new Set([...before.keys(), ...Object.keys(pins)])].sort(byName)
  return tools
    .map((tool) => ({ tool, from: before.get(tool), to: pins[tool]?.version }))
    .filter(({ from, to }) => from !== to)
}
