import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Person } from './hal.ts'
import type { ModelServer } from './model-server/server.ts'
import { Repository } from './repository.ts'

/** What each agent takes for the address of its models: with the version in it, or without. */
const baseUrls: Readonly<Record<string, (address: string) => string>> = {
  claude: (address) => address,
  gemini: (address) => address,
  codex: (address) => `${address}/v1`,
  opencode: (address) => `${address}/v1`,
  copilot: (address) => `${address}/v1`,
}

/** As an agent's settings name it. */
export const modelAddress = (agent: string, address: string): string => baseUrls[agent]?.(address) ?? address

/** The real agents, each with a way to the tests' models. */
export const realAgents: readonly string[] = Object.keys(baseUrls)

/** No other text in the world has it. */
export const plantedKey = 'sk-hal-planted-5d0c6a7be3f94f21'

/** A person with a repository, whose agents all ask a model of the test's. Their keys come from a file that only they may read. */
export async function agentPerson(
  models: ModelServer,
): Promise<{ readonly person: Person; readonly repository: Repository }> {
  const person = new Person()
  const config = join(person.env['HOME'] ?? '', '.config/hal')
  mkdirSync(config, { recursive: true })
  const key = join(person.home, 'key')
  writeFileSync(key, `${plantedKey}\n`, { mode: 0o600 })
  const agents = Object.fromEntries(
    realAgents.map((name) => [
      name,
      { baseUrl: baseUrls[name]?.(models.address), model: 'fake-1', apiKey: { file: key } },
    ]),
  )
  writeFileSync(join(config, 'config.json'), JSON.stringify({ agents }))
  return { person, repository: await Repository.make(person, 'project') }
}

/** Where an agent finds the models. */
export const modelsOf = (agent: string, { address }: Pick<ModelServer, 'address'>): string => {
  const url = baseUrls[agent]?.(address)
  if (url === undefined) throw new Error(`${agent} knows no way to models of one's own`)
  return url
}
