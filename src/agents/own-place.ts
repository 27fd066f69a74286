import { quoteWord } from '../lib/shell-words.ts'
import { filesFolder, secretsFolder } from './form.ts'

/** Empty where a worker has files of its own. Nobody else may say where they are: what is secret stands there. */
export const rootVariable = 'HAL_ROOT'

/**
 * What is a worker's own, as a word of sh inside it: at its path, or below HAL_ROOT where a worker is processes of a machine whose files it
 * shares.
 */
export const ownPlace = (path: string): string => `"\${${rootVariable}-}"${path}`

/** A text as a word of sh, with those places right wherever in it they are. */
export const quoteWithPlaces = (text: string): string =>
  text === ''
    ? quoteWord(text)
    : text
        .split(places)
        .map((part) => (part === '' ? '' : places.test(part) ? ownPlace(part) : quoteWord(part)))
        .join('')

/** Not what ends like one: `/workspace/run/secrets/` is another folder. */
const places = new RegExp(`(?<![\\w.-])((?:${filesFolder}|${secretsFolder})/)`)
