import type { ToolsState } from '../images/tools/tools-states.ts'
import { formatBytes } from '../lib/bytes.ts'
import type { Cell } from './table.ts'

/** What tools are called: an agent's by its name. */
export const toolsName = ({ agent }: Pick<ToolsState, 'agent'>): string => agent ?? baseTools

/** Those without an agent. */
export const baseTools = 'base'

/** Workers by the fingerprint of their tools. */
export type ToolsUsers = ReadonlyMap<string, readonly string[]>

/** One row each, headings first. */
export const toolsRows = (states: readonly ToolsState[], users: ToolsUsers): readonly (readonly Cell[])[] =>
  [
    ['TOOLS', 'VERSION', 'STATE', 'SIZE', 'WORKERS', ''],
    ...states.map((state) => [
      toolsName(state),
      state.version ?? state.fingerprint.slice(0, 7),
      stateOfTools(state),
      state.sizeBytes === undefined ? '' : formatBytes(state.sizeBytes),
      (users.get(state.fingerprint) ?? []).join(', '),
      state.isCurrent ? state.description : '',
    ]),
  ].map((row) => row.map((text) => ({ text })))

/** `ready`: a worker gets them at once. */
function stateOfTools({ isCurrent, isBuilt, volume }: ToolsState): string {
  if (!isCurrent) return 'older'
  if (volume !== undefined) return 'ready'
  return isBuilt ? 'built' : 'not built'
}

/** For --json. */
export const toolsJson = (state: ToolsState, users: ToolsUsers): object => ({
  name: toolsName(state),
  ...state,
  agent: state.agent ?? null,
  version: state.version ?? null,
  volume: state.volume ?? null,
  sizeBytes: state.sizeBytes ?? null,
  workers: users.get(state.fingerprint) ?? [],
})
