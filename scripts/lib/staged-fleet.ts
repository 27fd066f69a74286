import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { execa } from 'execa'
import { docker, type Person } from '../../test/rigs/hal.ts'

const agent = join(import.meta.dirname, '../../test/rigs/agent.sh')
const image = ['--image', 'debian:bookworm-slim']

/** The one that waits for an answer. */
export const waiter = 'ann'

const scripted = ['--agent', 'scripted']

/** That one alone, in a project of its own, whose folder is the answer. */
export async function stageWaiter(person: Person, name = waiter): Promise<string> {
  knowScripted(join(person.home, 'home', '.config', 'hal'))
  const shop = await project(person, 'shop', 'fix-login')
  await person.ok('workers', 'start', name, ...image, '--workspace', shop, ...scripted)
  await person.ok('send', name, 'make the login test pass')
  return shop
}

/** Eight workers in every state there is, with scripted agents. */
export async function stageFleet(person: Person): Promise<void> {
  const shop = await stageWaiter(person)
  const api = await project(person, 'api', 'main')
  const start = (name: string, workspace: string, ...args: readonly string[]) =>
    person.ok('workers', 'start', name, ...image, '--workspace', workspace, ...args)
  const busy = `printf '\\033]7425;working;by=hook\\007'; printf '● Reading src/prices.ts\\n'; while :; do :; done`

  await start('gina', shop, ...scripted)
  await start('finn', api, '--cpus', '0.5', '--', 'sh', '-c', busy)
  await start('ben', api, ...scripted)
  await start('cleo', shop)
  await start('dora', api, ...scripted)
  await start('emil', shop, '--memory', '1g')
  await start('hugo', api, ...scripted)
  await person.ok('send', 'gina', 'write the docs of the prices')
  await person.ok('send', 'ben', 'be working')
  await person.ok('send', 'dora', 'be limited its usage limit ends at 15:00')
  await person.ok('workers', 'freeze', 'cleo')
  await docker('kill', 'hal-emil')
  while (!(await person.ok('capture', 'gina')).includes('Do you want')) await after(100)
  await person.ok('send', 'gina', '--keys', 'y,Enter')
}

/** Besides the agents that the person's config knows. */
function knowScripted(folder: string): void {
  const file = join(folder, 'config.json')
  const config = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  mkdirSync(folder, { recursive: true })
  const agents = { ...config.agents, scripted: { command: ['sh', 'agent.sh'] } }
  writeFileSync(file, JSON.stringify({ ...config, agents }))
}

/** A project of its own, with a branch. */
async function project(person: Person, name: string, branch: string): Promise<string> {
  const folder = join(person.home, name)
  mkdirSync(folder, { mode: 0o777 })
  await execa('git', ['init', '--quiet', '--initial-branch', branch, folder])
  copyFileSync(agent, join(folder, 'agent.sh'))
  return folder
}
