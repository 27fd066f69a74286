import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { knownForms } from './forms.ts'
import { textAt } from './stream/fields.ts'
import type { Talk } from './talk.ts'

/** `<` the agent said it, `>` hal said it, `?` it was answered so, `!` it was prompted so. */
export interface RecordedLine {
  readonly mark: string
  readonly what: unknown
}

export interface RecordedTalk {
  /** `claude/2.1.330/allowed`. */
  readonly name: string
  /** Without a suffix. */
  readonly path: string
  readonly lines: readonly RecordedLine[]
  readonly begin: () => Talk
}

const folder = fileURLToPath(new URL('../../test/rigs/talks/', import.meta.url))

const read = (path: string): RecordedTalk['lines'] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => ({ mark: line.slice(0, 1), what: JSON.parse(line.slice(2)) as unknown }))

/** It stands in one of the first lines that were said. */
const firstPrompt = (lines: readonly RecordedLine[]): string => {
  const prompts = lines.flatMap(({ mark, what }) => {
    const said = ways.map((way) => textAt(what, ...way, '0', 'text')).find((text) => text !== undefined)
    return mark === '>' && said !== undefined ? [said] : []
  })
  return prompts[0] ?? ''
}

/** Where it stands in a line: to Claude Code, to Codex, and by the Agent Client Protocol. */
const ways = [
  ['message', 'content'],
  ['params', 'input'],
  ['params', 'prompt'],
]

/** All that test/rigs/talks has. */
export const recordedTalks: readonly RecordedTalk[] = readdirSync(folder, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.talk'))
  .sort()
  .map((file) => {
    const name = file.replace(/\.talk$/, '')
    const lines = read(`${folder}${file}`)
    const form = knownForms.find((known) => known.name === name.split('/')[0])?.headless?.talk
    if (form === undefined) throw new Error(`there are talks with ${name}, and nobody has them`)
    const wish = { cwd: '/workspace', prompt: firstPrompt(lines), resume: undefined }
    return { name, path: `${folder}${name}`, lines, begin: () => form.begin(wish) }
  })
