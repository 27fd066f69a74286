import { moodOf, stateWords } from '../../present/worker.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import { agentOf, healthOf, lastOf, projectOf, workspaceOf } from './facts.ts'
import { find, type Hit } from './find.ts'

/** Fields that a plain word is looked for in, whose matches are shown. */
export type FoundIn = 'name' | 'state' | 'profile' | 'agent' | 'branch' | 'last'

const shownTexts = (row: FleetWorker): Readonly<Record<FoundIn, string>> => ({
  name: row.worker.name,
  state: stateWords(row.worker),
  profile: row.worker.profile ?? '',
  agent: agentOf(row),
  branch: row.branch ?? '',
  last: lastOf(row),
})

/** What `key=value` may name, and the texts that the value may be the beginning of. */
const texts: Readonly<Record<string, (row: FleetWorker) => readonly (string | undefined)[]>> = {
  name: ({ worker }) => [worker.name],
  state: ({ worker }) => [stateWords(worker)],
  phase: ({ worker }) => [worker.phase.kind],
  activity: ({ worker }) => [worker.activity],
  profile: ({ worker }) => [worker.profile],
  agent: (row) => [agentOf(row)],
  branch: ({ branch }) => [branch],
  project: (row) => [projectOf(row)],
  image: ({ worker }) => [worker.image],
  owner: ({ worker }) => [worker.owner],
  workspace: (row) => [workspaceOf(row)],
  health: (row) => [healthOf(row)],
  restarts: ({ restarts }) => [restarts?.toString()],
  mood: ({ worker }) => [moodOf(worker)],
}

interface Term {
  readonly isInverted: boolean
  /** Field of `key=value`; `undefined` for a plain word. */
  readonly key: string | undefined
  /** The label's name of `label:name=value`. */
  readonly label?: string
  /** In lower case; several, any of which will do, for `key=one,two`. */
  readonly values: readonly string[]
}

/** `waiting !idle profile=python state!=failed`: all of it must hold. */
const termsOf = (filter: string): readonly Term[] =>
  filter
    .toLowerCase()
    .split(/\s+/)
    .map(termOf)
    .filter(({ values }) => values.length > 0)

const termOf = (written: string): Term => {
  const hasMark = written.startsWith('!')
  const word = hasMark ? written.slice(1) : written
  if (/^label[:=]/.test(word)) return labelTerm(word.slice('label:'.length), hasMark)
  const [, key, sign, value = ''] = /^([a-z]+)(!?=)(.*)$/.exec(word) ?? []
  if (key === undefined || !Object.hasOwn(texts, key))
    return { isInverted: hasMark, key: undefined, values: word === '' ? [] : [word] }
  return { isInverted: hasMark !== (sign === '!='), key, values: valuesOf(value) }
}

/** `team=web`, `team!=web`, and `team` for whatever has a label whose name begins so. */
const labelTerm = (word: string, hasMark: boolean): Term => {
  const [, label = '', sign, value = ''] = /^([^=!]*)(!?=)?(.*)$/.exec(word) ?? []
  const isInverted = hasMark !== (sign === '!=')
  if (sign === undefined) return { isInverted, key: 'label', values: label === '' ? [] : [label] }
  return { isInverted, key: 'label', label, values: valuesOf(value) }
}

const valuesOf = (value: string): readonly string[] => value.split(',').filter((one) => one !== '')

/** The values of the label of this name; without one the names of all labels. */
const labelTexts = ({ worker: { labels } }: FleetWorker, label: string | undefined): readonly string[] =>
  label === undefined
    ? Object.keys(labels)
    : Object.entries(labels).flatMap(([name, value]) => (name.toLowerCase() === label ? [value] : []))

/** What `key=value` may name. */
export const filterKeys: readonly string[] = Object.keys(texts)

/** The first key of a filter that there isn't: its word is looked for as it stands. */
export const unknownKeyIn = (filter: string): string | undefined =>
  filter
    .toLowerCase()
    .split(/\s+/)
    .map((word) => /^!?([a-z]+)(?:!?=|[<>])/.exec(word)?.[1])
    .find((key) => key !== undefined && key !== 'label' && !Object.hasOwn(texts, key))

/** Whether the filter lets a worker through. */
export const filterOf = (filter: string): ((row: FleetWorker) => boolean) => {
  const terms = termsOf(filter)
  return (row) => terms.every((term) => holds(term, row) !== term.isInverted)
}

const holds = ({ key, label, values, isInverted }: Term, row: FleetWorker): boolean => {
  if (key !== undefined) {
    const said = key === 'label' ? labelTexts(row, label) : (texts[key]?.(row) ?? [])
    return said.some((text) => values.some((value) => text?.toLowerCase().startsWith(value)))
  }
  const shown = shownTexts(row)
  return values.some((word) =>
    Object.entries(shown).some(([field, text]) =>
      // A word to be rid of means itself, not everything that is spelled with its letters.
      isInverted ? text.toLowerCase().includes(word) : hit(field, text, word) !== undefined,
    ),
  )
}

const hit = (field: string, text: string, word: string): Hit | undefined =>
  find(text, word, { isFuzzy: field !== 'last' })

/** Which characters of a worker's cells the filter's plain words are in. */
export const hitsIn = (row: FleetWorker, filter: string): ReadonlyMap<FoundIn, Hit> => {
  const words = termsOf(filter).filter(({ key, isInverted }) => key === undefined && !isInverted)
  const hits = new Map<FoundIn, Hit>()
  if (words.length === 0) return hits
  for (const [field, text] of Object.entries(shownTexts(row)) as [FoundIn, string][]) {
    const found = words.flatMap(({ values }) => values.flatMap((word) => hit(field, text, word) ?? []))
    if (found.length > 0) hits.set(field, found)
  }
  return hits
}
