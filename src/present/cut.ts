import stringWidth from 'fast-string-width'

/** Text without styles in at most `width` columns: what is too much at its end becomes `…`. */
export const cutEnd = (text: string, width: number): string => {
  if (stringWidth(text) <= width) return text
  return width < 1 ? '' : `${taken([...text], width - 1).join('')}…`
}

/** The same, at its start: `…/deep/project`. */
export const cutStart = (text: string, width: number): string => {
  if (stringWidth(text) <= width) return text
  return width < 1
    ? ''
    : `…${taken([...text].reverse(), width - 1)
        .reverse()
        .join('')}`
}

function taken(characters: readonly string[], width: number): string[] {
  let left = width
  const end = characters.findIndex((character) => {
    left -= stringWidth(character)
    return left < 0
  })
  return characters.slice(0, end === -1 ? characters.length : end)
}
