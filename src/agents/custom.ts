import type { AgentForm } from './form.ts'
import type { AgentSettings } from './settings.ts'

/** An agent of the person's own, which says what it does by marks, if at all: docs/marks.md. */
export const customForm = (
  name: string,
  command: readonly string[],
  { unattendedArguments = [], login, apiKey }: AgentSettings,
): AgentForm => ({
  name,
  title: name,
  tools: undefined,
  secrets: apiKey === undefined ? [] : [keyVariable(name)],
  hooks: [],
  box: undefined,
  answer: undefined,
  login: login === undefined ? undefined : { argv: login.command, files: login.files, goesOn: false },
  endsBy: 'interrupt',
  launch: ({ isUnattended, secrets }) => ({
    argv: [...command, ...(isUnattended ? unattendedArguments : [])],
    env: {},
    secretVariables: [...secrets],
    seeds: {},
    files: {},
  }),
})

/** `my-agent` → `MY_AGENT_API_KEY`. */
const keyVariable = (name: string): string => `${name.toUpperCase().replaceAll('-', '_')}_API_KEY`
