import type { ToolsState } from '../images/tools/tools-states.ts'
import type { AgentFacts } from '../workers/verbs.ts'
import { loginWords } from './login.ts'
import type { Cell } from './table.ts'

/** The rows of `hal agents list`, headings first. */
export const agentRows = (
  agents: readonly AgentFacts[],
  tools: readonly ToolsState[],
  now: Date,
): readonly (readonly Cell[])[] =>
  [
    ['AGENT', 'VERSION', 'KEY FROM', 'STATE BY', 'UNATTENDED', 'MODELS', ''],
    ...agents.map((agent) => [
      agent.name,
      versionWords(agent, toolsOf(agent, tools)),
      keyWords(agent, now),
      stateWords(agent),
      unattendedWords(agent),
      modelWords(agent),
      agent.title === agent.name ? '' : agent.title,
    ]),
  ].map((row) => row.map((text) => ({ text })))

const toolsOf = ({ tools }: AgentFacts, states: readonly ToolsState[]): ToolsState | undefined =>
  tools === undefined ? undefined : states.find(({ agent, isCurrent }) => isCurrent && agent === tools)

/** A pin alone is nothing that a worker could run. */
function versionWords({ tools }: AgentFacts, state: ToolsState | undefined): string {
  if (tools === undefined) return 'of the image'
  if (state?.version === undefined) return '–'
  return state.isBuilt || state.volume !== undefined ? state.version : `${state.version}, not fetched yet`
}

/** `$OPENAI_API_KEY`; where it is, and never what it is. */
function keyWords({ secrets, login, baseUrl }: AgentFacts, now: Date): string {
  const there = secrets.flatMap(({ from }) => (from === undefined ? [] : [from]))
  if (there.length > 0) return there.join(', ')
  if (login !== undefined && baseUrl === undefined) return loginWords(login, now)
  return secrets.length === 0 ? '–' : 'none'
}

/** What needs no key and no login, like a shell, asks nobody's as far as hal knows. */
function modelWords({ baseUrl, model, secrets, login }: AgentFacts): string {
  const own = [baseUrl, model].filter((text) => text !== undefined).join(' · ')
  return own || (secrets.length === 0 && login === undefined ? '–' : 'its maker’s')
}

/** How hal hears what it does. */
function stateWords({ hasHooks, screens }: AgentFacts): string {
  const versions = screens.length === 0 ? [] : [`screens of ${screens.join(', ')}`]
  return [...(hasHooks ? ['hooks'] : []), ...versions].join(' · ') || 'marks, if it says any'
}

function unattendedWords({ unattendedBy, isUnattendedBySettings, isUnattended }: AgentFacts): string {
  const how =
    unattendedBy.length > 0 ? unattendedBy.join(' ') : isUnattendedBySettings ? 'by its settings' : '–'
  return isUnattended ? `${how} (set)` : how
}

/** For --json. Without `states` nobody knows whether its tools are there. */
export const agentJson = (agent: AgentFacts, states: readonly ToolsState[] | undefined): object => {
  const tools = toolsOf(agent, states ?? [])
  return {
    ...agent,
    tools: agent.tools ?? null,
    version: tools?.version ?? null,
    isReady: agent.tools === undefined || (states === undefined ? null : tools?.volume !== undefined),
    secrets: agent.secrets.map(({ name, from }) => ({ name, from: from ?? null })),
    baseUrl: agent.baseUrl ?? null,
    model: agent.model ?? null,
    login:
      agent.login === undefined
        ? null
        : { ...agent.login, expiresAt: agent.login.expiresAt?.toISOString() ?? null },
  }
}
