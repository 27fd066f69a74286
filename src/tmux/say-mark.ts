import { ok } from '../lib/result.ts'
import type { SaidActivity } from './activity.ts'
import { commandLine } from './command.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'

interface Mark {
  readonly activity: SaidActivity['activity']
  readonly by: string
  readonly text?: string | undefined
}

/** Prints a mark (docs/marks.md) into a pane for a program that didn't, unless something else than `instead` has been said by then. */
export async function sayMark(
  client: ControlClient,
  {
    paneId,
    mark,
    instead,
  }: { readonly paneId: string; readonly mark: Mark; readonly instead: SaidActivity | undefined },
): TmuxResult<undefined> {
  const isUnchanged =
    instead === undefined
      ? '#{==:#{@hal-activity},}'
      : `#{m:${instead.since.getTime()} ${instead.activity} *,#{@hal-activity}}`
  const text = mark.text === undefined ? '' : `;text=${encoded(mark.text)}`
  const sequence = `\x1b]7425;${mark.activity};by=${mark.by}${text}\x07`
  // Its tty is the worker's own: what is written there is as if the program had printed it.
  const print = commandLine(['run-shell', '-t', paneId, `printf %s '${sequence}' > #{pane_tty}`])
  const said = await client.command(['if-shell', '-F', '-t', paneId, isUnchanged, print])
  return said.ok ? ok(undefined) : said
}

/** Nothing is left in it that a shell, tmux or printf could take for its own. */
const encoded = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) =>
      /[a-zA-Z0-9 ]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
