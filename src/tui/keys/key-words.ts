import type { Theme } from '../looks/theme.ts'
import type { KeyRecord } from './key-record.ts'

/** How a key is written: `⏎`, `ctrl-c`; arrows and the return sign in letters where there is no unicode. */
export const keyWords = ({ shown, keys }: KeyRecord, theme: Theme): string => {
  const written = shown ?? keys[0] ?? ''
  return theme.isUnicode
    ? written
    : written
        .replace('⏎', 'enter')
        .replace('↓', 'down')
        .replace('↑', 'up')
        .replace('→', 'right')
        .replace('←', 'left')
}
