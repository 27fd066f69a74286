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
    { text: whereOf(newest) },
    { text: usedBy.join(', ') },
  ]),
]

function whereOf(newest: PinState['newest']): string {
  if (newest.kind === 'no-place') return 'no place to ask'
  return newest.kind === 'said' ? newest.where : new URL(newest.address).host
}

/** What pins the newest: by name where those are few. Nothing where nothing is outdated. */
export function upgradeCommand(states: readonly PinState[]): string | undefined {
  const tools = states.flatMap(({ tool, isOutdated }) => (isOutdated ? [tool] : []))
  if (tools.length === 0) return undefined
  return ['hal images upgrade', ...(tools.length > 3 ? [] : tools)].join(' ')
}

/** Who gave no answer, about which tools and why, each reason once; then what to do. Nothing where all answered. */
export function noAnswers(states: readonly PinState[]): readonly string[] {
  const unknown = states.flatMap(({ tool, newest }) =>
    newest.kind === 'no-answer' ? [{ tool, ...newest, host: new URL(newest.address).host }] : [],
  )
  if (unknown.length === 0) return []
  const groups = Map.groupBy(unknown, ({ host, why }) => `${host} ${why}`)
  const lines = [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const from = group.every(({ address }) => address === first.address) ? first.address : first.host
    return [`${group.map(({ tool }) => tool).join(', ')}: no answer from ${from}: ${first.why}.`]
  })
  const which = unknown.length === 1 ? unknown[0]?.tool : `${unknown.length} of ${states.length} tools`
  return [
    ...lines,
    `What is newest of ${which} is not known. Check the way there (the network, HTTPS_PROXY), then repeat the command.`,
  ]
}

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
