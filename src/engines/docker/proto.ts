import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

/** A protobuf message by its field numbers: numbers and bytes as they came, later values after earlier ones. Of BuildKit's schemas hal knows only the few numbers it uses. */
export interface Message {
  readonly numbers: (field: number) => readonly number[]
  readonly bytes: (field: number) => readonly Uint8Array[]
  /** The last value as text; empty when the field isn't there, as protobuf has it. */
  readonly text: (field: number) => string
}

export function readMessage(encoded: Uint8Array): Message {
  const numbers = new Map<number, number[]>()
  const bytes = new Map<number, Uint8Array[]>()
  const reader = new BinaryReader(encoded)
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag()
    if (type === WireType.Varint) append(numbers, field, Number(reader.int64()))
    else if (type === WireType.LengthDelimited) append(bytes, field, reader.bytes())
    else reader.skip(type, field)
  }
  return {
    numbers: (field) => numbers.get(field) ?? [],
    bytes: (field) => bytes.get(field) ?? [],
    text: (field) => Buffer.from(bytes.get(field)?.at(-1) ?? []).toString('utf8'),
  }
}

/** Encodes a message of texts, bytes and small numbers; the first value is field 1. */
export function writeMessage(...values: readonly (string | Uint8Array | number)[]): Buffer {
  const writer = new BinaryWriter()
  for (const [index, value] of values.entries()) {
    if (typeof value === 'number') writer.tag(index + 1, WireType.Varint).int32(value)
    else if (typeof value === 'string') writer.tag(index + 1, WireType.LengthDelimited).string(value)
    else writer.tag(index + 1, WireType.LengthDelimited).bytes(value)
  }
  return Buffer.from(writer.finish())
}

function append<T>(map: Map<number, T[]>, field: number, value: T): void {
  const before = map.get(field)
  if (before === undefined) map.set(field, [value])
  else before.push(value)
}
