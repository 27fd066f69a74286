import { agentNames } from '../agents/names.ts'
import type { AgentSettings } from '../agents/settings.ts'

interface AgentChoice {
  readonly name: string
  readonly isUnattended: boolean
}

/** The agents that a worker can be started with: those that hal knows, then the person's own. */
export const agentChoices = (settings: Readonly<Record<string, AgentSettings>>): readonly AgentChoice[] => {
  const own = Object.keys(settings).filter((name) => settings[name]?.command !== undefined)
  const names = new Set<string>([...agentNames, ...own])
  return [...names].map((name) => ({ name, isUnattended: settings[name]?.unattended === true }))
}
