import type { AgentForm } from '../../agents/form.ts'

/** What would let an agent in, each as a clause: its login first, where hal knows one. Models at an address of the person's take their key alone. */
export function waysIn(
  { name, login, secrets: [first], makersKey }: AgentForm,
  baseUrl: string | undefined,
): readonly string[] {
  if (first === undefined) return []
  if (baseUrl === undefined && makersKey !== undefined)
    return [...loginWay(name, login), `${makersKey} in your environment is its key`]
  return [
    ...(baseUrl === undefined ? loginWay(name, login) : []),
    `${first} in your environment, or \`agents.${name}.apiKey\` in your own config, is its key`,
  ]
}

const loginWay = (name: string, login: AgentForm['login']): readonly string[] =>
  login === undefined ? [] : [`\`hal login ${name}\` makes a login for all workers`]
