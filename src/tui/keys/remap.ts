import { closest } from '../../lib/closest.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import { isCharacter, isControlKey, keyNamed, keyShown } from './key-names.ts'
import { type Keymap, type KeyRecord, recordsIn, type Where } from './key-record.ts'

/** Keys by the id of what they do, as the person's config has them: all keys of it, or the only one. None takes its keys away. */
export type KeyWishes = Readonly<Record<string, string | readonly string[]>>

/** Why a wish can't be met. */
export type WishFault =
  | { readonly reason: 'unknown-id'; readonly id: string; readonly suggestion: string | undefined }
  | { readonly reason: 'bad-key'; readonly id: string; readonly key: string; readonly why: string }

/** Ways out that nothing takes away from what has them, and nothing else gets. */
const waysOut: ReadonlySet<string> = new Set(['escape', 'ctrl+c'])

/** Where no key is a character, characters are text. */
const isTyping = (keymap: Keymap, where: Where): boolean =>
  recordsIn(keymap, where).every(({ keys }) => !keys.some(isCharacter))

/** The keymap with the person's own keys. Everything with the id gets them, wherever it acts. */
export const remapped = (keymap: Keymap, wishes: KeyWishes): Result<Keymap, WishFault> => {
  const keys = new Map<string, readonly string[]>()
  for (const [id, wish] of Object.entries(wishes)) {
    const records = keymap.filter((record) => record.id === id)
    if (records.length === 0) return fail(unknownId(keymap, id))
    const named: string[] = []
    if (wish.length === 0 && records.some(({ where }) => where === 'focus'))
      return fail({ reason: 'bad-key', id, key: '[]', why: expectedControl })
    for (const written of typeof wish === 'string' ? [wish] : wish) {
      const key = keyNamed(written)
      if (key === undefined) return fail({ reason: 'bad-key', id, key: written, why: expectedKey })
      const why = records.map((record) => refusal(keymap, record, key)).find((said) => said !== undefined)
      if (why !== undefined) return fail({ reason: 'bad-key', id, key: written, why })
      named.push(key)
    }
    keys.set(id, named)
  }
  const changed = keymap.map((record) => {
    const named = keys.get(record.id)
    return named === undefined ? record : withKeys(record, named)
  })
  const clash = clashIn(changed, keys)
  return clash === undefined ? ok(changed) : fail(clash)
}

/** Every other key goes to the worker, so that nothing would lead out. */
const expectedControl = 'a key such as ctrl+], with ctrl: all others go to the worker'

const expectedKey = 'a key such as x, X, ctrl+n, enter, pagedown or f1'

const unknownId = (keymap: Keymap, id: string): WishFault => {
  const ids = [...new Set(keymap.map((record) => record.id))]
  const ends = new Map(ids.map((known) => [known.split('.').at(-1) ?? known, known]))
  const suggestion = closest(id, ids) ?? ends.get(closest(id, [...ends.keys()]) ?? '')
  return { reason: 'unknown-id', id, suggestion }
}

const refusal = (keymap: Keymap, record: KeyRecord, key: string): string | undefined => {
  if (record.where === 'focus' && !isControlKey(key)) return expectedControl
  if (record.keys.includes(key)) return undefined
  if (waysOut.has(key)) return `another key: ${keyShown(key)} always leads out`
  if (isCharacter(key) && isTyping(keymap, record.where)) return 'a key that is no text: text is typed there'
  return undefined
}

const withKeys = ({ shown: _, ...record }: KeyRecord, named: readonly string[]): KeyRecord => {
  const kept = record.keys.filter((key) => waysOut.has(key) && !named.includes(key))
  const shown = named.slice(0, 2).map(keyShown).join(' ')
  return { ...record, keys: [...named, ...kept], ...(shown === '' ? {} : { shown }) }
}

/** Two meanings of one key at one place, one of them wished for. */
const clashIn = (keymap: Keymap, wished: ReadonlyMap<string, readonly string[]>): WishFault | undefined => {
  const places = new Set(keymap.map(({ where }) => where))
  for (const where of places) {
    const records = recordsIn(keymap, where)
    for (const [at, record] of records.entries()) {
      for (const other of records.slice(at + 1)) {
        const key = record.keys.find((candidate) => other.keys.includes(candidate))
        if (key === undefined || record.id === other.id) continue
        const [one, two] = wished.has(record.id) ? [record, other] : [other, record]
        if (!wished.has(one.id)) continue
        return {
          reason: 'bad-key',
          id: one.id,
          key: keyShown(key),
          why: `a key that does nothing else there: it is the one of ${two.id}`,
        }
      }
    }
  }
  return undefined
}
