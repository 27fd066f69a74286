const backslash = 0x5c
const zero = 0x30
const isOctal = (byte: number | undefined): byte is number =>
  byte !== undefined && byte >= zero && byte <= 0x37

/** Undoes tmux's `\ooo` escapes. A backslash that starts no escape stays as it is. May return a view of `escaped`. */
export const unescapeOctal = (escaped: Buffer): Buffer => {
  const first = escaped.indexOf(backslash)
  if (first < 0) return escaped
  const bytes = Buffer.allocUnsafe(escaped.length)
  escaped.copy(bytes, 0, 0, first)
  let end = first
  for (let at = first; at < escaped.length; at++) {
    const byte = escaped[at] ?? 0
    if (byte === backslash) {
      const [high, middle, low] = [escaped[at + 1], escaped[at + 2], escaped[at + 3]]
      if (isOctal(high) && high < 0x34 && isOctal(middle) && isOctal(low)) {
        bytes[end++] = ((high - zero) << 6) | ((middle - zero) << 3) | (low - zero)
        at += 3
        continue
      }
    }
    bytes[end++] = byte
  }
  return bytes.subarray(0, end)
}

/** One byte as tmux's lexer reads it inside double quotes, and as it writes it in `%output`. */
export const octalEscape = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`
