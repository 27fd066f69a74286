import { ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'

/** What a pane shows at one moment. Lines carry SGR colours and nothing else. */
export interface PaneScreen {
  readonly lines: readonly string[]
  readonly columns: number
  readonly rows: number
  readonly cursor: { readonly column: number; readonly row: number; readonly isVisible: boolean }
  /** What the program wants to hear of the mouse; `undefined`: nothing. */
  readonly mouse?: MouseWish | undefined
}

export interface MouseWish {
  /** Presses and releases, moves with a button held as well, or all moves. */
  readonly of: 'presses' | 'drags' | 'moves'
  /** In SGR's spelling; else in X10's. */
  readonly isSgr: boolean
}

const sizeAndCursor = '#{pane_width} #{pane_height} #{cursor_x} #{cursor_y} #{cursor_flag}'
const mouseFlags = '#{mouse_standard_flag} #{mouse_button_flag} #{mouse_all_flag} #{mouse_sgr_flag}'

/** The pane's screen with its colours, in one round trip. */
export const captureScreen = async (client: ControlClient, pane: string): TmuxResult<PaneScreen> => {
  const reply = await client.sequence([
    ['display-message', '-p', '-t', pane, `${sizeAndCursor} ${mouseFlags}`],
    ['capture-pane', '-p', '-e', '-t', pane],
  ])
  if (!reply.ok) return reply
  const [head, ...lines] = reply.value.map((line) => line.toString())
  const [columns = 0, rows = 0, column = 0, row = 0, flag = 0, ...mouse] = (head ?? '').split(' ').map(Number)
  return ok({
    lines: lines.map(withoutCharsets),
    columns,
    rows,
    cursor: { column, row, isVisible: flag === 1 },
    mouse: mouseWish(mouse),
  })
}

const mouseWish = ([standard, button, all, sgr]: readonly number[]): MouseWish | undefined => {
  const of = all === 1 ? 'moves' : button === 1 ? 'drags' : standard === 1 ? 'presses' : undefined
  return of === undefined ? undefined : { of, isSgr: sgr === 1 }
}

/** tmux switches to the line-drawing set and back with SO and SI; the characters in between are UTF-8 here. */
const withoutCharsets = (line: string): string => line.replaceAll('\x0e', '').replaceAll('\x0f', '')

/**
 * The pane's screen as text, wrapped lines joined, without the empty lines at its end; `lines` of history come before it.
 * `isAnsi` keeps the colours, `isWrapKept` the lines as they are wrapped.
 */
export const captureText = async (
  client: ControlClient,
  pane: string,
  options: {
    readonly lines?: number | undefined
    readonly isAnsi?: boolean | undefined
    readonly isWrapKept?: boolean | undefined
  } = {},
): TmuxResult<string> => {
  const { lines = 0, isAnsi = false, isWrapKept = false } = options
  const colours = isAnsi ? ['-e'] : []
  const reply = await client.command([
    'capture-pane',
    '-p',
    ...(isWrapKept ? [] : ['-J']),
    ...colours,
    '-t',
    pane,
    '-S',
    String(-lines),
  ])
  if (!reply.ok) return reply
  const text = reply.value.map((line) => withoutCharsets(line.toString()).replace(/ +$/, ''))
  while (text.at(-1) === '') text.pop()
  return ok(text.map((line) => `${line}\n`).join(''))
}
