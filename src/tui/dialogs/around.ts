/** As many of the lines as there is room for, with that one among them. */
export const around = <Line>(lines: readonly Line[], at: number, height: number): readonly Line[] => {
  if (lines.length <= height) return lines
  const from = Math.max(0, Math.min(at - Math.floor(height / 2), lines.length - height))
  return lines.slice(from, from + height)
}
