import { customForm } from '../../agents/custom.ts'
import type { AgentForm, Launch, LaunchWish } from '../../agents/form.ts'
import { findForm, knownForms } from '../../agents/forms.ts'
import { allScreenRules } from '../../agents/screen-rules-of.ts'
import type { AgentSettings } from '../../agents/settings.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { WorkersContext } from '../context.ts'
import type { AgentFacts } from '../verbs.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { keptLogins } from './login-store.ts'
import { factsOfLogin } from './renew-login.ts'

/** The agents that hal knows, then those of the person's config; or the one that is named. */
export function factsOfAgents(
  context: Pick<WorkersContext, 'agents' | 'secrets' | 'dataDir'>,
  name?: string,
): Result<readonly AgentFacts[], WorkerFailure> {
  const { agents } = context
  if (name !== undefined) {
    const found = findForm(name, agents)
    return found.ok ? ok([factsOf(context, found.value)]) : found
  }
  const isKnown = (agent: string) => knownForms.some((form) => form.name === agent)
  const own = Object.entries(agents).flatMap(([agent, settings]) =>
    settings.command === undefined || isKnown(agent) ? [] : [customForm(agent, settings.command, settings)],
  )
  return ok([...knownForms, ...own].map((form) => factsOf(context, form)))
}

function factsOf(
  { agents, secrets, dataDir }: Pick<WorkersContext, 'agents' | 'secrets' | 'dataDir'>,
  form: AgentForm,
): AgentFacts {
  const { name, title, tools } = form
  const settings = agents[name] ?? {}
  const asking = launchOf(form, settings, false)
  const unattended = launchOf(form, settings, true)
  return {
    ...{ name, title, tools },
    secrets: form.secrets.map((secret, index) => ({
      name: secret,
      from: secrets.whence(name, secret, index === 0),
    })),
    login: keptLogins(dataDir).includes(name) ? factsOfLogin(dataDir, name, form.login) : undefined,
    hasHooks: form.hooks.length > 0,
    screens: screensOf(name),
    baseUrl: settings.baseUrl,
    model: settings.model,
    isUnattended: settings.unattended === true,
    unattendedBy: unattended.argv.filter((word) => !asking.argv.includes(word)),
    isUnattendedBySettings: isOther(asking, unattended),
    program: asking.argv[0] ?? '',
    flags: [...new Set([...asking.argv, ...unattended.argv].filter((word) => /^--?[a-z]/.test(word)))],
  }
}

const launchOf = (form: AgentForm, { baseUrl, model }: AgentSettings, isUnattended: boolean): Launch => {
  const wish: LaunchWish = {
    isUnattended,
    baseUrl,
    model: model ?? 'any',
    secrets: new Set(),
    isRoot: false,
    env: {},
    hasLogin: false,
  }
  return form.launch(wish)
}

const isOther = (one: Launch, other: Launch): boolean =>
  JSON.stringify([one.env, one.seeds]) !== JSON.stringify([other.env, other.seeds])

const screensOf = (agent: string): readonly string[] =>
  Object.entries(allScreenRules).flatMap(([name, rules]) =>
    name === agent ? rules.map(({ version }) => version) : [],
  )
