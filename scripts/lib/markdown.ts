/** A table's row; bars inside of cells are escaped. */
export const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** A table. Titles may be empty. */
export const table = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...titles), row(...titles.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n')

export const code = (text: string): string => `\`${text}\``
