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
  secrets: apiKey === undefined ? [] : [variableOf(name, 'API_KEY')],
  hooks: [],
  box: 'unknown',
  answer: undefined,
  login: login === undefined ? undefined : { argv: login.command, files: login.files, goesOn: false },
  endsBy: 'interrupt',
  launch: ({ isUnattended, secrets, baseUrl, model }) => ({
    argv: [...command, ...(isUnattended ? unattendedArguments : [])],
    env: {
      ...(baseUrl === undefined ? {} : { [variableOf(name, 'BASE_URL')]: baseUrl }),
      ...(model === undefined ? {} : { [variableOf(name, 'MODEL')]: model }),
    },
    secretVariables: [...secrets],
    seeds: {},
    files: {},
  }),
})

/** `my-agent` → `MY_AGENT_API_KEY`. */
const variableOf = (name: string, what: 'API_KEY' | 'BASE_URL' | 'MODEL'): string =>
  `${name.toUpperCase().replaceAll('-', '_')}_${what}`
