import type { Theme } from '../looks/theme.ts'
import { keyShown } from './key-names.ts'
import type { KeyRecord } from './key-record.ts'

const inAscii: Readonly<Record<string, string>> = {
  ...{ '⏎': 'enter', '↓': 'down', '↑': 'up', '←': 'left', '→': 'right' },
}

/** How a key is written: `⏎`, `ctrl-c`; arrows and the return sign in letters where there is no unicode. */
export const keyWords = ({ shown, keys }: KeyRecord, theme: Theme): string => {
  const written = shown ?? keyShown(keys[0] ?? '')
  return theme.isUnicode ? written : written.replaceAll(/[⏎↓↑←→]/g, (sign) => inAscii[sign] ?? sign)
}
