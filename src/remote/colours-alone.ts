/** A line of a screen as tmux writes it has text and colours (SGR); whatever else a terminal would take for a command goes. */
export const withColoursAlone = (line: string): string =>
  line.replaceAll(commands, (found) => (colour.test(found) ? found : ''))

const commands = /\x1b\[[\d;:]*m|[\x00-\x08\x0a-\x1f\x7f-\x9f]/g
const colour = /^\x1b\[[\d;:]*m$/
