import type { PinState } from '../images/upgrade/outdated.ts'
import type { LeftPin, PinChange } from '../images/upgrade/upgrade.ts'
import type { Paint } from './style.ts'
import type { Cell } from './table.ts'

/** One row each, headings first; what is newer than its pin stands out. */
export const pinRows = (
  states: readonly PinState[],
  { warning, dim }: Pick<Paint, 'warning' | 'dim'>,
): readonly (readonly Cell[])[] => [
  ['TOOL', 'PINNED', 'NEWEST', 'WHERE', 'USED BY'].map((text) => ({ text })),
  ...states.map(({ tool, pinned, newest, usedBy, isOutdated }) => [
    { text: tool },
    { text: pinned },
    newest.kind === 'said'
      ? { text: newest.version, ...(isOutdated && { paint: warning }) }
      : { text: newest.kind === 'no-answer' ? 'no answer' : 'not asked', paint: dim },
    { text: newest.kind === 'no-place' ? 'no place to ask' : newest.where },
    { text: usedBy.join(', ') },
  ]),
]

/** Of each that gave no answer, the address and why. */
export const noAnswers = (states: readonly PinState[]): readonly string[] =>
  states.flatMap(({ tool, newest }) =>
    newest.kind === 'no-answer' ? [`${tool}: no answer from ${newest.address}: ${newest.why}.`] : [],
  )

/** `codex 0.168.0 → 0.169.0`, and what there is to know of its sums. */
export function changeLine({ tool, from, to, unsummed, sums }: PinChange, isUnicode: boolean): string {
  const arrow = isUnicode ? '→' : '->'
  const what = from === to ? `${tool} ${from}` : `${tool} ${from} ${arrow} ${to}`
  if (unsummed !== undefined) return `${what}   without a sum (${unsummed})`
  return from === to ? `${what}   with sums for ${Object.keys(sums).join(', ')}` : what
}

export const leftLine = ({ tool, address, why }: LeftPin): string =>
  address === undefined ? `${tool} stays: ${why}.` : `${tool} stays: ${address}: ${why}.`

/** What has to be built anew for these changes to be in images and tools: by name where those are few. */
export function rebuildCommand(changes: readonly PinChange[]): string {
  const users = [...new Set(changes.flatMap(({ usedBy }) => usedBy))]
  const agents = users.flatMap((user) => (user.startsWith(ofTools) ? [user.slice(ofTools.length)] : []))
  const profiles = users.filter((user) => !user.startsWith(ofTools))
  const images =
    profiles.length <= 3 ? `hal build-profiles ${profiles.join(' ')} --with-dependents` : 'hal build-profiles'
  return [
    ...(profiles.length > 0 ? [images] : []),
    ...(agents.length > 0 ? [`hal tools build ${agents.join(' ')}`] : []),
  ].join(' && ')
}

const ofTools = 'tools-'
