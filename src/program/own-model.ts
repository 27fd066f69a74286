import { findForm } from '../agents/forms.ts'
import type { HalConfig } from '../config/hal-config.ts'
import type { OwnModel } from '../server/own-model.ts'
import type { Surroundings } from './surroundings.ts'

interface Around {
  readonly config: HalConfig
  readonly env: Surroundings['env']
}

/**
 * The same for one agent with a model of somebody else's. Who brings a key, or an address, gets nothing of the person's own: their key must
 * not go to another's address, nor another's work be paid with it.
 */
export function withOwnModel({ config, env }: Around, agent: string, own: OwnModel): Around {
  const { baseUrl, apiKey: _, ...settings } = config.agents[agent] ?? {}
  const agentsWith = (one: HalConfig['agents'][string]) => ({ ...config.agents, [agent]: one })
  if (own.apiKey === undefined && own.endpoint === undefined) {
    const model = modelName(agent, own, baseUrl)
    return { env, config: { ...config, agents: agentsWith({ ...config.agents[agent], model }) } }
  }
  const form = findForm(agent, config.agents)
  const names = form.ok ? form.value.secrets : []
  const name = keyName(agent, own) ?? names[0]
  return {
    env: {
      ...without(env, names),
      ...(name === undefined || own.apiKey === undefined ? {} : { [name]: own.apiKey }),
    },
    config: {
      ...config,
      secrets: without(config.secrets, names),
      agents: agentsWith({
        ...{ ...settings, model: modelName(agent, own, own.endpoint) },
        ...(own.endpoint === undefined ? {} : { baseUrl: own.endpoint }),
      }),
    },
  }
}

/** It knows several makers' models, by their names. */
const modelName = (agent: string, { provider, model }: OwnModel, baseUrl: string | undefined): string =>
  agent === 'opencode' && baseUrl === undefined ? `${provider}/${model}` : model

const keyName = (agent: string, { provider, endpoint }: OwnModel): string | undefined =>
  agent === 'opencode' && endpoint === undefined ? makersKeys[provider] : undefined

const makersKeys = { anthropic: 'ANTHROPIC_API_KEY', openai: 'OPENAI_API_KEY', local: undefined } as const

const without = <T>(
  record: Readonly<Record<string, T>>,
  names: readonly string[],
): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)))
