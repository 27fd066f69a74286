import type { Theme } from '../looks/theme.ts'
import { keyShown } from './key-names.ts'
import type { Keymap, KeyRecord } from './key-record.ts'

const inAscii: Readonly<Record<string, string>> = {
  ...{ '⏎': 'enter', '↓': 'down', '↑': 'up', '←': 'left', '→': 'right' },
}

const arrows: ReadonlySet<string> = new Set(['up', 'down', 'left', 'right'])

/** How a key is written: `⏎`, `ctrl-c`; arrows and the return sign in letters where there is no unicode. */
export const keyWords = ({ shown, keys }: KeyRecord, theme: Theme): string => {
  const written = shown ?? keyShown(keys[0] ?? '')
  return inLettersOf(written, theme)
}

/** The same in the footer. Of two that belong together: an arrow of each where it has one, as it says by itself where it leads. */
export const footerWords = (record: KeyRecord, keymap: Keymap, theme: Theme): string => {
  const other = keymap.find(({ id, where }) => id === record.counterpart && where === record.where)
  if (other === undefined) return keyWords(record, theme)
  const words = [record, other].map(({ keys }) =>
    keyShown(keys.find((key) => arrows.has(key)) ?? keys[0] ?? ''),
  )
  return inLettersOf(words.join(' ').trim(), theme)
}

const inLettersOf = (written: string, { isUnicode }: Theme): string =>
  isUnicode ? written : written.replaceAll(/[⏎↓↑←→]/g, (sign) => inAscii[sign] ?? sign)
