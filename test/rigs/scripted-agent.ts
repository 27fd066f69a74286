import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Person } from './hal.ts'

const script = fileURLToPath(new URL('agent.sh', import.meta.url))

/** Starts a worker whose agent follows agent.sh; answers its name. What is sent to it is a task, or says what to be. */
export async function startAgent(
  person: Person,
  short: string,
  ...options: readonly string[]
): Promise<string> {
  await copyFile(script, join(person.home, 'agent.sh'))
  return await person.start(short, ...options, '--', 'sh', '/workspace/agent.sh')
}
