const comment = String.raw`\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/`
const string = String.raw`"(?:[^"\\]|\\.)*"`
const trailingComma = String.raw`,(?=(?:\s|${comment})*[}\]])`
const tokens = new RegExp(`${string}|${comment}|${trailingComma}`, 'g')

/** JSON with comments and trailing commas → JSON. All else keeps its place, so that a parser's complaint says where it is. */
export const withoutComments = (text: string): string =>
  text
    .replace(/^\uFEFF/, ' ')
    .replaceAll(tokens, (found) => (found.startsWith('"') ? found : found.replaceAll(/[^\n]/g, ' ')))
