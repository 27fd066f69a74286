/** As many of the lines as there is room for, with that one among them. */
export const around = (lines: readonly string[], at: number, height: number): readonly string[] => {
  if (lines.length <= height) return lines
  const from = Math.max(0, Math.min(at - Math.floor(height / 2), lines.length - height))
  return lines.slice(from, from + height)
}
