import type { BuildUpdate } from '../images/layer-state.ts'
import type { PushUpdate } from '../images/push-state.ts'
import type { BuildProfilesInput, BuildReport } from '../images/verbs.ts'
import { type Failure, failureJson } from '../present/failure.ts'
import { pushReportJson } from './push-report.ts'

type Update = Parameters<NonNullable<BuildProfilesInput['onUpdate']>>[0]

/** What `build-profiles --json` prints: an object a line for each change, and as the last one the report, or why there is none. */
export const buildEvents = (write: (line: string) => unknown) => {
  const say = (event: string, facts: object) => write(`${JSON.stringify({ version: 1, event, ...facts })}\n`)
  return {
    take: ({ kind, ...update }: Update): void => {
      if ('state' in update) {
        const { state, ...facts } = update
        say(kind, { ...facts, ...stateJson(state) })
      } else say(kind, update)
    },
    failed: (failure: Failure): void => void say('failed', failureJson(failure)),
    report: ({ layers, warnings, tookMs, ...pushed }: BuildReport): void => {
      say('report', {
        layers: layers.map(({ end, ...layer }) => ({ ...layer, ...stateJson(end) })),
        ...pushReportJson(pushed),
        warnings,
        tookMs: Math.round(tookMs),
      })
    },
  }
}

const stateJson = (state: BuildUpdate['state'] | PushUpdate['state']): object =>
  'failure' in state ? { ...state, ...failureJson(state.failure) } : state
