/** What it changed, of a task that told of edits and has left each file as it was. */
export const inVainWords = (editsTold: number): string =>
  `no file, although it told of ${editsTold === 1 ? 'an edit' : `${editsTold} edits`}`
