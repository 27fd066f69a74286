import { formatDuration } from '../present/duration.ts'
import { failureJson } from '../present/failure.ts'
import { baseTools, toolsName } from '../present/tools.ts'
import type { CliContext, Run } from './command.ts'
import { LiveLines } from './live-lines.ts'
import { print, printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** One after the other: most of their time is one download. What can't be had stops no other; the first failure's exit code. */
export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const names = args.length > 0 ? [...new Set(args)] : await everything(context)
  if (typeof names === 'number') return names
  const done: object[] = []
  const codes: number[] = []
  for (const name of names) {
    const built = await buildOne(context, name, isJson)
    done.push(
      built.ok
        ? { name, kind: 'ready', ...built.value }
        : { name, kind: 'failed', ...failureJson(built.failure) },
    )
    if (!built.ok) codes.push(reportFailure(context, built.failure))
  }
  if (isJson) printJson(context, { version: 1, tools: done })
  return codes[0] ?? 0
}

async function everything(context: CliContext): Promise<readonly string[] | number> {
  const states = await context.images.tools()
  return states.ok
    ? states.value.filter(({ isCurrent }) => isCurrent).map(toolsName)
    : reportFailure(context, states.failure)
}

async function buildOne(context: CliContext, name: string, isJson: boolean) {
  const { stdout } = context.io
  const begunAt = Date.now()
  const lines = new LiveLines(stdout, stdout.isTTY && !isJson)
  const show = (...text: readonly string[]) => (lines.isLive ? lines.show(text) : undefined)
  show(name)
  const built = await context.images.ensureTools({
    agent: name === baseTools ? undefined : name,
    onStep: (step) => show(`${name}  ${step}`),
    signal: context.signal,
  })
  show()
  lines.end()
  if (built.ok && !isJson) print(context, `${name} is ready   ${formatDuration(Date.now() - begunAt)}`)
  return built
}
