/** How a terminal is before a program has switched anything. */
const onFromTheStart: readonly string[] = ['?7', '?25']

const esc = '\u001b'
/** A mode that is set or reset, kitty's keyboard put on or taken off, the title put aside or taken back, the keypad's spelling. */
const switches = new RegExp(
  `${esc}(?:\\[(?<modes>\\??[\\d;]+)(?<set>[hl])|\\[(?<kitty>[<>])\\d*u|\\[(?<title>2[23])(?:;\\d)?t|(?<keypad>[=>]))`,
  'g',
)

/**
 * What a terminal that got all this is not back from, by the names that its sequences have: `?1004` for a mode that is on (`no ?25`: off,
 * and was on), `keypad`, `kitty keyboard`, `title put aside`. Empty: as it was.
 */
export const modesLeft = (written: string): readonly string[] => {
  const on = new Set(onFromTheStart)
  let kitty = 0
  let titles = 0
  for (const { groups = {} } of written.matchAll(switches)) {
    const { modes, set, title, keypad } = groups
    if (modes !== undefined) {
      const mark = modes.startsWith('?') ? '?' : ''
      for (const mode of modes.replace('?', '').split(';'))
        set === 'h' ? on.add(mark + mode) : on.delete(mark + mode)
    } else if (keypad !== undefined) keypad === '=' ? on.add('keypad') : on.delete('keypad')
    // Taking off what was never put on does nothing.
    else if (title !== undefined) titles = Math.max(0, titles + (title === '22' ? 1 : -1))
    else kitty = Math.max(0, kitty + (groups['kitty'] === '>' ? 1 : -1))
  }
  return [
    ...[...on].filter((mode) => !onFromTheStart.includes(mode)),
    ...onFromTheStart.filter((mode) => !on.has(mode)).map((mode) => `no ${mode}`),
    ...(kitty > 0 ? ['kitty keyboard'] : []),
    ...(titles > 0 ? ['title put aside'] : []),
  ]
}
