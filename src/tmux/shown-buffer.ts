/**
 * Undoes what `show-buffer` does to bytes for a client in control mode: control characters, backslashes and what looks like a variable are
 * escaped, as vis(3) does, and line ends are not.
 */
export const unescapeShown = (shown: Buffer): Buffer => {
  if (!shown.includes('\\')) return shown
  const bytes = shown
    .toString('latin1')
    .replaceAll(/\\([0-3][0-7]{2}|.)/g, (all, escaped: string) =>
      escaped.length === 3 ? String.fromCharCode(Number.parseInt(escaped, 8)) : (letters[escaped] ?? all),
    )
  return Buffer.from(bytes, 'latin1')
}

const letters: Readonly<Record<string, string>> = {
  ...{ '\\': '\\', $: '$', '0': '\0', a: '\u0007', b: '\b', t: '\t', v: '\v', f: '\f', r: '\r' },
}
