import { usageOf } from '../command/command-record.ts'
import { commands } from '../command/commands.ts'
import { type Keymap, type KeyRecord, labelOf, recordsIn, whereOf } from '../keys/key-record.ts'
import { keyWords } from '../keys/key-words.ts'
import { places } from '../keys/places.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'

/** Keys that act at one place, or the commands. */
export interface HelpGroup {
  readonly title: string
  readonly entries: readonly HelpEntry[]
}

export interface HelpEntry {
  readonly key: string
  readonly words: string
  /** Why it does nothing now. */
  readonly why: string | undefined
}

/** What is nobody's in particular; it comes last. */
const own = 'hal'

const titles: Readonly<Record<string, string>> = { worker: 'the worker', list: 'the list', view: 'views' }

/** What keys do where the help was opened, with the `:` commands; of a search, whatever has all its words, from everywhere. */
export const helpGroups = (
  { model, theme, keymap }: { readonly model: Model; readonly theme: Theme; readonly keymap: Keymap },
  query: string,
): readonly HelpGroup[] => {
  const under = modelUnder(model)
  const here = whereOf(under)
  const there = recordsIn(keymap, here)
  const entry = (record: KeyRecord): HelpEntry => ({
    key: keyWords(record, theme) || theme.glyphs.none,
    words: helpOf(record, under) ?? labelOf(record, under),
    why: there.includes(record) ? record.isDisabled?.(under) : undefined,
  })
  const others = query === '' ? [] : keymap.filter((record) => !there.includes(record))
  const groups = [
    ...grouped(there, (record) => (here === 'list' ? groupOf(record) : placeOf(record))),
    ...grouped(others, placeOf),
  ].map(({ title, records }) => ({ title, entries: records.map(entry) }))
  const all = [
    ...groups,
    {
      title: ': commands',
      entries: commands.map((command) => ({
        key: usageOf({ ...command, flags: [] }),
        words: command.help,
        why: undefined,
      })),
    },
  ]
  return all
    .map(({ title, entries }) => ({ title, entries: entries.filter(matches(query, title)) }))
    .filter(({ entries }) => entries.length > 0)
}

/** As it was before the help was opened over it. */
const modelUnder = (model: Model): Model =>
  model.dialog?.kind === 'help' ? { ...model, dialog: model.dialog.under } : model

export const helpOf = ({ help }: KeyRecord, model: Pick<Model, 'keyHints'>): string | undefined =>
  typeof help === 'function' ? help(model) : help

const placeOf = ({ where }: KeyRecord): string => places[where].words

const groupOf = ({ id }: KeyRecord): string => {
  const group = id.includes('.') ? (id.split('.')[0] ?? '') : own
  return titles[group] ?? group
}

const grouped = (records: readonly KeyRecord[], groupOfRecord: (record: KeyRecord) => string) => {
  const groups = new Map<string, KeyRecord[]>()
  for (const record of records) {
    const title = groupOfRecord(record)
    groups.set(title, [...(groups.get(title) ?? []), record])
  }
  return [...groups]
    .map(([title, inside]) => ({ title, records: inside }))
    .sort((a, b) => Number(a.title === own) - Number(b.title === own))
}

/** Each word of the search begins a word of the entry, or of its group's title. */
const matches =
  (query: string, title: string) =>
  ({ key, words }: HelpEntry): boolean => {
    const there = ` ${key} ${words} ${title}`.toLowerCase().replaceAll(/[([]/g, ' ')
    return query
      .toLowerCase()
      .split(/\s+/)
      .every((word) => there.includes(` ${word}`))
  }
