import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import { readRefusal } from '../lib/file-refusal.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { forgottenWords } from '../present/forgotten-tasks.ts'
import type { TaskOrder } from '../tasks/task.ts'
import type { CliContext, CommandInput, Run } from './command.ts'
import { remarkOn, reportFailure } from './report.ts'
import { outputTrouble, seeTaskThrough } from './see-task-through.ts'
import { isSet, numberOption, textOption } from './values.ts'

export const run: Run = async (context, input) => {
  const { options } = input
  const isJson = isSet(options, 'json')
  const trouble = outputTrouble(input)
  if (trouble !== undefined) {
    remarkOn(context, trouble)
    return 2
  }
  const wish = await wishOf(context, input)
  if (!wish.ok) {
    remarkOn(context, wish.failure)
    return 2
  }
  const { agent, worker } = wish.value
  if (agent !== undefined && worker === undefined) await remarkWithoutKey(context, agent)
  const created = await context.tasks.create(wish.value, {
    onForgotten: (tasks) => remarkOn(context, forgottenWords(tasks)),
  })
  return created.ok
    ? seeTaskThrough(context, created.value, input)
    : reportFailure(context, created.failure, { isJson })
}

async function wishOf(
  { io }: CliContext,
  { args, options }: CommandInput,
): Promise<Result<TaskOrder, string>> {
  const agent = textOption(options, 'agent')
  const worker = textOption(options, 'worker')
  if (isSet(options, 'ask') && isSet(options, 'deny'))
    return fail('give --ask or --deny, not both: somebody answers it, or nobody does.')
  const prompt = await promptOf(args[0], textOption(options, 'promptFile'), io.stdin)
  if (!prompt.ok) return prompt
  if (prompt.value.trim() === '') return fail('there are no words in the prompt, so there is no task.')
  return ok({
    ...{ prompt: prompt.value, agent, worker },
    image: textOption(options, 'image'),
    profile: textOption(options, 'profile'),
    workspace: textOption(options, 'workspace'),
    branch: textOption(options, 'branch'),
    timeoutMs: numberOption(options, 'timeout'),
    maxTurns: numberOption(options, 'maxTurns'),
    priority: numberOption(options, 'priority'),
    talk: talkIn(options),
  })
}

function talkIn(options: CommandInput['options']): TaskOrder['talk'] {
  if (isSet(options, 'ask')) return 'asks'
  if (isSet(options, 'deny')) return 'denied'
  return isSet(options, 'talk') ? 'acts' : undefined
}

async function promptOf(
  given: string | undefined,
  file: string | undefined,
  stdin: NodeJS.ReadStream,
): Promise<Result<string, string>> {
  if (given !== undefined && file !== undefined) return fail('give a prompt or --prompt-file, not both.')
  const from = file ?? (given === '-' ? '-' : undefined)
  if (from === undefined)
    return given === undefined ? fail('say what the agent is to do: `hal run "…" --agent codex`.') : ok(given)
  if (from === '-') return ok(await readAll(stdin))
  try {
    return ok(await readFile(from, 'utf8'))
  } catch (error) {
    return fail(`the prompt can't be read from ${from}: ${readRefusal(error)}. There is no task.`)
  }
}

/** Some agents try their makers for minutes before they say that they aren't let in. */
async function remarkWithoutKey(context: CliContext, agent: string): Promise<void> {
  const agents = await context.workers.agents()
  const facts = agents.ok ? agents.value.find(({ name }) => name === agent) : undefined
  if (facts === undefined || facts.secrets.length === 0) return
  const hasKey = facts.secrets.some(({ from }) => from !== undefined)
  if (hasKey || facts.login !== undefined || facts.baseUrl !== undefined) return
  remarkOn(
    context,
    `${agent} has no key and no login of yours: \`hal agents doctor ${agent}\` says what it takes.`,
  )
}
