import { findForm } from '../agents/forms.ts'
import { agentNames } from '../agents/names.ts'
import type { AgentSettings } from '../agents/settings.ts'

interface AgentChoice {
  readonly name: string
  readonly isUnattended: boolean
  /** It can work without a terminal. */
  readonly takesTasks: boolean
  /** It can be talked to while it does. */
  readonly takesMessages: boolean
}

/** The agents that a worker can be started with: those that hal knows, then the person's own. */
export const agentChoices = (settings: Readonly<Record<string, AgentSettings>>): readonly AgentChoice[] => {
  const own = Object.keys(settings).filter((name) => settings[name]?.command !== undefined)
  const names = new Set<string>([...agentNames, ...own])
  return [...names].map((name) => {
    const form = findForm(name, settings)
    const headless = form.ok ? form.value.headless : undefined
    return {
      ...{ name, isUnattended: settings[name]?.unattended === true },
      ...{ takesTasks: headless !== undefined, takesMessages: headless?.talk !== undefined },
    }
  })
}
