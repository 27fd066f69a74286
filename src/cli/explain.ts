import { explanationJson, explanationRows } from '../present/explain.ts'
import { table } from '../present/table.ts'
import type { Run } from './command.ts'
import { print, printJson, reportFailure, sayWhom } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const explained = await context.workers.explain({ name: args[0] ?? '', signal: context.signal })
  if (!explained.ok) return reportFailure(context, explained.failure, { isJson })
  const { worker } = explained.value
  const tools = worker.agent === undefined ? undefined : await context.images.tools()
  const theirs = tools?.ok
    ? tools.value.find(
        ({ agent, fingerprint }) => agent === worker.agent && fingerprint === worker.toolsFingerprint,
      )
    : undefined
  const facts = { version: theirs?.version, now: new Date() }
  if (isJson) printJson(context, explanationJson(explained.value, facts))
  else {
    sayWhom(context, args[0], worker.name)
    print(context, table(explanationRows(explained.value, facts), undefined).join('\n'))
  }
  return 0
}
