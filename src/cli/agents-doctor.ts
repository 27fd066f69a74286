import { createLimiter } from '../lib/limiter.ts'
import { ok, type Result } from '../lib/result.ts'
import { agentFindings, missingTools } from '../present/agent-findings.ts'
import { type Failure, sentenceOf } from '../present/failure.ts'
import type { CliContext, Diagnosis, Run } from './command.ts'
import { printDiagnoses } from './doctor.ts'
import { printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** 1 where an agent that was named would not start; of all, those that are set up count. */
export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const agents = await context.workers.agents()
  if (!agents.ok) return reportFailure(context, agents.failure, { isJson })
  const tools = await context.images.tools()
  if (!tools.ok) return reportFailure(context, tools.failure, { isJson })
  const names = args.length > 0 ? args : agents.value.map(({ name }) => name)
  const limit = createLimiter(atOnce)
  const checks = names.map((name) => {
    const facts = agents.value.find((agent) => agent.name === name)
    const state = tools.value.find(({ agent, isCurrent }) => isCurrent && agent === facts?.tools)
    const isThere = facts === undefined || facts.tools === undefined || state?.volume !== undefined
    return isThere ? limit(() => check(context, name)) : ok([missingTools(name, state)])
  })
  const diagnoses: Diagnosis[] = []
  for (const checking of checks) {
    const found = await checking
    if (!found.ok) {
      // Each has a container to take away.
      await Promise.all(checks)
      return reportFailure(context, found.failure, { isJson })
    }
    diagnoses.push(...found.value)
    if (!isJson) printDiagnoses(context, found.value)
  }
  if (isJson) printJson(context, { version: 1, diagnoses })
  return diagnoses.some(({ state }) => state === 'failed') ? 1 : 0
}

/** An agent's program may take half a gigabyte to say its version. */
const atOnce = 3

async function check(
  { workers, config, signal }: CliContext,
  name: string,
): Promise<Result<readonly Diagnosis[], Failure>> {
  const { base } = config.config.images
  const checked = await workers.checkAgent({ name, image: base, signal })
  if (checked.ok) return ok(agentFindings(checked.value, new Date()))
  const { failure } = checked
  if (failure.reason === 'unknown-agent') return checked
  const { what, next } = sentenceOf(failure)
  return ok([{ what: name, state: 'failed', detail: what, next }])
}
