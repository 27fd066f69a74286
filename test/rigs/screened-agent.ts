import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Person } from './hal.ts'

const rig = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Gives a person screened-agent.sh for their claude, with these settings of theirs, and a folder to start it in. */
export function bringScreenedAgent(person: Person, settings: object = {}): void {
  copyFileSync(rig('screened-agent.sh'), join(person.home, 'agent.sh'))
  cpSync(rig('screens/claude/2.1.330'), join(person.home, 'screens'), { recursive: true })
  const config = join(person.env['HOME'] ?? '', '.config/hal')
  mkdirSync(config, { recursive: true })
  const claude = { command: ['sh', '/workspace/agent.sh'], ...settings }
  writeFileSync(join(config, 'config.json'), JSON.stringify({ agents: { claude } }))
}
