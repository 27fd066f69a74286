/** Of a terminal that doesn't know its own (0×0, as some have that nobody looks at): the usual one. */
export const sizeOf = ({ columns, rows }: Partial<Pick<NodeJS.WriteStream, 'columns' | 'rows'>>) => ({
  columns: columns || 80,
  rows: rows || 24,
})
