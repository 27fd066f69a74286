import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Headless } from '../form.ts'
import { knownForms } from '../forms.ts'
import type { AgentEvent } from './agent-event.ts'
import type { StreamReader } from './stream-reader.ts'

export interface RecordedStream {
  /** `claude/2.1.330/answer`. */
  readonly name: string
  /** Without a suffix. */
  readonly path: string
  readonly bytes: Buffer
  /** `undefined`: it had not ended when the recording did. */
  readonly exitCode: number | undefined
  readonly headless: Headless
}

const folder = fileURLToPath(new URL('../../../test/rigs/streams/', import.meta.url))

const headlessOf = (agent: string): Headless => {
  const found = knownForms.find(({ name }) => name === agent)?.headless
  if (found === undefined) throw new Error(`there are streams of ${agent}, and nobody reads them`)
  return found
}

/** All that test/rigs/streams has. */
export const recordedStreams: readonly RecordedStream[] = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.jsonl'))
  .sort()
  .map((file) => {
    const name = file.replace(/\.jsonl$/, '')
    const exit = Number.parseInt(readFileSync(`${folder}${name}.exit`, 'utf8'), 10)
    return {
      ...{ name, path: `${folder}${name}`, bytes: readFileSync(`${folder}${file}`) },
      ...{ exitCode: Number.isNaN(exit) ? undefined : exit, headless: headlessOf(name.split('/')[0] ?? '') },
    }
  })

export const readAll = (reader: StreamReader, pieces: readonly Uint8Array[]): readonly AgentEvent[] => [
  ...pieces.flatMap((piece) => reader.read(piece)),
  ...reader.end(),
]
