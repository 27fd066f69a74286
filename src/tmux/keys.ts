import { closest } from '../lib/closest.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'
import type { TmuxFailure } from './tmux-failure.ts'

const names: readonly string[] = [
  ...['Enter', 'Escape', 'Space', 'Tab', 'BTab', 'BSpace', 'Up', 'Down', 'Left', 'Right'],
  ...['Home', 'End', 'PageUp', 'PgUp', 'PPage', 'PageDown', 'PgDn', 'NPage', 'Insert', 'IC', 'Delete', 'DC'],
  ...Array.from({ length: 12 }, (_, index) => `F${index + 1}`),
]
const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]))

/**
 * A key as tmux names it: one character or a name (`Enter`, `F5`), after any of `C-`, `M-`, `S-`. Case matters for characters only.
 * Anything else is `unknown-key`: tmux would type it as text.
 */
export const parseKey = (key: string): Result<string, TmuxFailure> => {
  const [, modifiers = '', base = ''] = /^((?:[CMScms]-)*)([\s\S]+)$/.exec(key) ?? []
  const isCharacter = [...base].length === 1 && !/\p{Cc}/u.test(base)
  const name = isCharacter ? base : byLowerCase.get(base.toLowerCase())
  if (name !== undefined) return ok(modifiers.toUpperCase() + name)
  const nearest = closest(base, names)
  return fail({
    reason: 'unknown-key',
    key,
    suggestion: nearest === undefined ? undefined : modifiers.toUpperCase() + nearest,
  })
}

/**
 * Brings a pane that somebody scrolled back to its end, as typing does in any terminal: what is pressed there would go to tmux's copy
 * mode, and not to the program. Somebody may have left it so when they detached.
 */
export const toItsEnd = (pane: string): readonly string[] => ['copy-mode', '-q', '-t', pane]

/** Presses the keys, in order, also where somebody has scrolled back. With one that is unknown, none is pressed. */
export const sendKeys = async (
  client: ControlClient,
  pane: string,
  keys: readonly string[],
): TmuxResult<undefined> => {
  const known: string[] = []
  for (const key of keys) {
    const parsed = parseKey(key)
    if (!parsed.ok) return parsed
    known.push(parsed.value)
  }
  if (known.length === 0) return ok(undefined)
  const sent = await client.sequence([toItsEnd(pane), ['send-keys', '-t', pane, '--', ...known]])
  return sent.ok ? ok(undefined) : sent
}
