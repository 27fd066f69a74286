import * as z from 'zod/mini'
import type { Phase, Worker, WorkspaceMount } from '../../workers/worker.ts'
import { maybe, maybeMoment, maybeNumber, maybeWords, moment } from './fields.ts'

const phases = [
  ...(['creating', 'starting', 'stopping', 'removed', 'ready'] as const),
  ...(['frozen', 'unreachable', 'exited', 'failed'] as const),
] as const

export const activity = z.enum([
  ...(['shell', 'working', 'waiting', 'idle', 'done', 'limited'] as const),
  ...(['login-needed', 'unknown'] as const),
])

/** Of characters that no terminal makes more of. */
export const name = z.string().check(z.regex(/^[\w.-]{1,63}$/))

const facts = z.object({
  ...{ name, containerId: z.string(), containerName: z.string(), owner: z.string() },
  ...{
    phase: z.enum(phases),
    since: maybeMoment,
    exitCode: maybeNumber,
    isOom: z.boolean(),
    why: maybeWords,
  },
  ...{ activity, activitySince: maybeMoment, activityBy: maybeWords, question: maybeWords },
  ...{ silentSince: maybeMoment, silenceToldAfterMs: maybeNumber },
  ...{ profile: maybeWords, image: z.string(), imageId: z.string(), task: maybeWords },
  ...{ agent: maybeWords, command: z.array(z.string()), agentExitCode: maybeNumber },
  workspace: maybeWords,
  workspaceKind: z.enum(['bind', 'clone', 'url', 'empty']),
  ...{ workspaceFolder: maybeWords, branch: maybeWords, base: maybeWords },
  limits: z.object({ memoryBytes: z.number(), cpus: z.number(), pids: z.number() }),
  ...{ createdAt: moment, startedAt: maybeMoment, halVersion: z.string(), tools: z.string() },
  labels: maybe(z.record(z.string(), z.string())),
})

type Facts = z.output<typeof facts>

/** As `present/worker.ts` writes it. Its labels come with the live fleet alone. */
export const worker = z.pipe(facts, z.transform(workerOf))

export const oneWorker = z.object({ worker })
export const someWorkers = z.object({ workers: z.array(worker) })

function workerOf(said: Facts): Worker {
  const { name, containerId, containerName, owner, image, imageId, profile, task } = said
  const { silentSince: since, silenceToldAfterMs: isToldAfterMs } = said
  return {
    ...{ name, containerId, containerName, owner, image, imageId, profile },
    phase: phaseOf(said),
    ...{ activity: said.activity, activitySince: said.activitySince, activityBy: said.activityBy },
    question: said.question,
    ...(since === undefined || isToldAfterMs === undefined ? {} : { silence: { since, isToldAfterMs } }),
    ...{ agent: said.agent, command: said.command, agentExitCode: said.agentExitCode },
    ...(task === undefined ? {} : { task }),
    workspace: workspaceOf(said),
    ...{ limits: said.limits, createdAt: said.createdAt, startedAt: said.startedAt },
    ...{ halVersion: said.halVersion, toolsFingerprint: said.tools, labels: said.labels ?? {} },
  }
}

function phaseOf({ phase: kind, since: said, createdAt, exitCode, isOom, why }: Facts): Phase {
  const since = said ?? createdAt
  switch (kind) {
    case 'frozen':
      return { kind, since: said }
    case 'unreachable':
      return { kind, since, why: why ?? '' }
    case 'exited':
      return { kind, since, exitCode: exitCode ?? 0, why }
    case 'failed':
      return { kind, since, exitCode, isOom, why: why ?? '' }
    default:
      return { kind, since }
  }
}

function workspaceOf({
  workspaceKind,
  workspace = '',
  workspaceFolder,
  branch,
  base,
}: Facts): WorkspaceMount {
  const folder = workspaceFolder ?? ''
  switch (workspaceKind) {
    case 'bind':
      return { kind: 'bind', path: workspace }
    case 'clone':
      return { kind: 'clone', path: workspace, folder, branch: branch ?? '', base: base ?? '' }
    case 'url':
      return { kind: 'url', path: workspace, folder, branch }
    case 'empty':
      return { kind: 'empty', ...(workspaceFolder === undefined ? {} : { folder }) }
  }
}
