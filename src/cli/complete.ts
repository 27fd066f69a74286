import { shells } from '../present/completion.ts'
import { toolsName } from '../present/tools.ts'
import type { Run } from './command.ts'
import { print } from './report.ts'

/** What completion scripts ask while a person types: silent when there is nothing to say. */
export const run: Run = async (context, { args }) => {
  for (const word of await wordsFor(context, args[0])) print(context, word)
  return 0
}

async function wordsFor(context: Parameters<Run>[0], kind: string | undefined): Promise<readonly string[]> {
  if (kind === 'workers') {
    const workers = await context.workers.list()
    return workers.ok ? workers.value.map(({ name }) => name) : []
  }
  if (kind === 'profiles') {
    const profiles = await context.images.profiles()
    return profiles.ok ? profiles.value.map(({ name }) => name) : []
  }
  if (kind === 'tools') {
    const tools = await context.images.tools()
    return tools.ok ? tools.value.filter(({ isCurrent }) => isCurrent).map(toolsName) : []
  }
  if (kind === 'shells') return shells
  return kind === 'windows' ? ['agent', 'shell'] : []
}
