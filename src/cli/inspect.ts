import { workerJson } from '../present/worker.ts'
import type { Run } from './command.ts'
import { print, printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const found = await context.workers.find(args[0] ?? '')
  if (!found.ok) return reportFailure(context, found.failure, { isJson })
  const facts = workerJson(found.value)
  if (isJson) {
    printJson(context, { version: 1, worker: facts })
    return 0
  }
  for (const [key, value] of Object.entries(facts)) {
    if (value === null) continue
    print(context, `${key.padEnd(14)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
  }
  return 0
}
