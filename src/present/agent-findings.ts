import type { ToolsState } from '../images/tools/tools-states.ts'
import type { AgentCheck } from '../workers/verbs.ts'
import { andList } from './and-list.ts'
import { loginWords } from './login.ts'

/** One line of `hal agents doctor`. */
export interface Finding {
  readonly what: string
  readonly state: 'ok' | 'warning' | 'failed'
  readonly detail: string
  readonly next: string | undefined
}

export const missingTools = (agent: string, tools: ToolsState | undefined): Finding => ({
  what: agent,
  state: 'warning',
  detail: `its tools${tools?.version === undefined ? '' : ` (${tools.version})`} are not on this engine yet`,
  next: `The first start makes them; \`hal tools build ${agent}\` does so now.`,
})

/** What was found of one agent: its program first. */
export const agentFindings = (
  { facts, waysIn, endpoint, cli }: AgentCheck,
  now: Date,
): readonly Finding[] => {
  const { name } = facts
  return [
    ...(cli === undefined ? [] : programFindings(name, cli)),
    ...keyFindings({ facts, waysIn }, now),
    ...(endpoint === undefined ? [] : [endpointFinding(facts, endpoint)]),
  ]
}

function programFindings(what: string, cli: NonNullable<AgentCheck['cli']>): readonly Finding[] {
  if (cli.exitCode !== 0) {
    const detail = `its program doesn't start: status ${cli.exitCode ?? 'unknown'}: ${cli.said}`
    return [{ what, state: 'failed', detail, next: `\`hal tools build ${what}\` makes its tools anew.` }]
  }
  const runs: Finding = {
    ...{ what, state: 'ok', next: undefined },
    detail: `${cli.version ?? cli.said} starts`,
  }
  if (cli.unknownFlags.length === 0) return [runs]
  const detail = `its version ${cli.version ?? ''} doesn't know ${andList(cli.unknownFlags)}, which hal starts it with`
  const next = `\`hal tools upgrade ${what}@VERSION\` pins one that does.`
  return [runs, { what, state: 'failed', detail, next }]
}

function keyFindings(
  { facts: { name: what, secrets, login, baseUrl }, waysIn }: Pick<AgentCheck, 'facts' | 'waysIn'>,
  now: Date,
): readonly Finding[] {
  const there = secrets.filter(({ from }) => from !== undefined)
  if (there.length > 0) {
    const detail = there
      .map(({ name, from }) => (from === `$${name}` ? name : `${name} from ${from}`))
      .join(', ')
    return [{ what, state: 'ok', detail, next: undefined }]
  }
  if (login !== undefined && baseUrl === undefined) {
    const detail = loginWords(login, now)
    const isOver = login.isRefused || (!login.isRenewable && (login.expiresAt ?? now) < now)
    const next = isOver ? `\`hal login ${what}\` makes a new one.` : undefined
    return [{ what, state: isOver ? 'warning' : 'ok', detail, next }]
  }
  if (waysIn.length === 0) return []
  const detail = baseUrl === undefined ? 'no key and no login: it will ask for one' : 'no key'
  return [{ what, state: 'warning', detail, next: `${waysIn.join('; ')}.` }]
}

const endpointFinding = (
  { name: what, baseUrl }: AgentCheck['facts'],
  endpoint: NonNullable<AgentCheck['endpoint']>,
): Finding =>
  endpoint.kind === 'answers'
    ? { what, state: 'ok', detail: `${baseUrl} answers (${endpoint.status})`, next: undefined }
    : {
        ...{ what, state: 'failed', detail: `${baseUrl} doesn't answer: ${endpoint.why}` },
        next: 'Asked from this machine; `agents.NAME.baseUrl` in your own config says where it is.'.replace(
          'NAME',
          what,
        ),
      }
