import { closest } from '../lib/closest.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { claude } from './claude/form.ts'
import { codex } from './codex/form.ts'
import { copilot } from './copilot/form.ts'
import { cursor } from './cursor/form.ts'
import { customForm } from './custom.ts'
import type { AgentForm, Launch } from './form.ts'
import { gemini } from './gemini/form.ts'
import { opencode } from './opencode/form.ts'
import type { AgentSettings } from './settings.ts'
import { shell } from './shell/form.ts'

/** Those that hal knows by heart, by name. */
export const knownForms: readonly AgentForm[] = [claude, codex, opencode, gemini, copilot, cursor, shell]

export interface UnknownAgent {
  readonly reason: 'unknown-agent'
  readonly agent: string
  readonly suggestion: string | undefined
  readonly known: readonly string[]
}

/** The agent of that name: hal's, or one that the person's config describes. */
export function findForm(
  name: string,
  settings: Readonly<Record<string, AgentSettings>>,
): Result<AgentForm, UnknownAgent> {
  const form = knownForms.find((candidate) => candidate.name === name)
  const own = settings[name]
  if (form !== undefined) return ok(own?.command === undefined ? form : startedBy(own.command, form))
  if (own?.command !== undefined) return ok(customForm(name, own.command, own))
  const known = [...new Set([...knownForms.map((one) => one.name), ...Object.keys(settings)])]
  return fail({ reason: 'unknown-agent', agent: name, suggestion: closest(name, known), known })
}

/**
 * A known agent that something of the person's starts: it gets the words that the agent's program would. Named by its path, it is in the
 * image or the workspace, and hal's tools need not have it.
 */
function startedBy(command: readonly string[], { launch, headless, ...form }: AgentForm): AgentForm {
  const by = <L extends Launch>(given: L): L => ({ ...given, argv: [...command, ...given.argv.slice(1)] })
  const { talk } = headless ?? {}
  return {
    ...form,
    tools: command[0]?.startsWith('/') === true ? undefined : form.tools,
    launch: (wish) => by(launch(wish)),
    ...(headless === undefined
      ? {}
      : {
          headless: {
            ...headless,
            launch: (wish) => by(headless.launch(wish)),
            ...(talk === undefined ? {} : { talk: { ...talk, launch: (wish) => by(talk.launch(wish)) } }),
          },
        }),
  }
}
