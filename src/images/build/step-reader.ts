import type { BuildEvent } from '../../engines/engine.ts'
import { stepWords } from '../declare/dockerfile.ts'

/** Where a build is: step `number` of `of`, in the Dockerfile's own words. */
export interface BuildStep {
  readonly number: number
  readonly of: number
  readonly name: string
}

/**
 * Reads the steps of a Dockerfile out of a build's events: `[2/6] RUN …`, or `[stage 2/6] RUN …` where it has several stages. What
 * BuildKit does for itself (`[internal] load …`) is no step. Answers a step when one begins, `undefined` for every other event.
 */
export function createStepReader(): (event: BuildEvent) => BuildStep | undefined {
  let shown = ''
  return (event) => {
    if (event.kind !== 'step' || event.status === 'failed' || event.key === shown) return undefined
    const match = /^\[(?:\S+ +)?(\d+)\/(\d+)\] (.*)$/s.exec(event.name)
    if (match === null || event.status === 'done') return undefined
    // What it stands on is no step, and what BuildKit says of it may count the steps of another build.
    if (/^FROM\s/i.test(match[3] ?? '')) return undefined
    shown = event.key
    return { number: Number(match[1]), of: Number(match[2]), name: stepWords(firstLine(match[3] ?? '')) }
  }
}

const firstLine = (text: string): string => text.trim().split('\n', 1)[0] ?? ''
