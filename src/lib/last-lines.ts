/** The last `count` lines of a text; what stands behind its last line break is a line, too. */
export function lastLines(text: string, count: number): string {
  if (count <= 0) return ''
  let at = text.endsWith('\n') ? text.length - 1 : text.length
  for (let left = count; left > 0; left -= 1) {
    if (at <= 0) return text
    at = text.lastIndexOf('\n', at - 1)
  }
  return text.slice(at + 1)
}
