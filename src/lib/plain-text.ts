import { StringDecoder } from 'node:string_decoder'

// CSI, OSC (ended by BEL or ST), DCS and friends, two-character escapes.
const sequences =
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])/g
const unfinished = /\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?|[ -/]*)?$/

/** The most of an unfinished escape sequence that is waited for; longer ones are let through as text. */
const longestSequence = 64 * 1024

/**
 * A filter for what a terminal program wrote, given in chunks cut anywhere: plain text, without escape sequences and without the
 * terminal's carriage returns. Lines that were overwritten stay as they were written.
 */
export function plainText(): (chunk: Buffer) => string {
  const decoder = new StringDecoder('utf8')
  let held = ''
  return (chunk) => {
    const text = held + decoder.write(chunk)
    const at = text.search(unfinished)
    const cut = at === -1 || text.length - at > longestSequence ? text.length : at
    held = text.slice(cut)
    return text
      .slice(0, cut)
      .replaceAll(sequences, '')
      .replaceAll(/[\x00-\x08\x0b-\x1f\x7f]/g, '')
  }
}
