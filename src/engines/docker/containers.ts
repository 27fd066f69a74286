import { ok } from '../../lib/result.ts'
import type { Container, ContainerStatus, EngineResult, Labels } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { ask } from './ask.ts'
import { answered } from './failures.ts'
import { dateOf, fields, labelsOf, list, number, text } from './guards.ts'

export const labelFilter = (labels: Labels): readonly string[] =>
  Object.entries(labels).map(([key, value]) => (value === '' ? key : `${key}=${value}`))

/**
 * The list knows neither when a container started nor whether it ran out of memory, so each is looked at (0.7 ms, side by side). One
 * that is removed meanwhile is just not there.
 */
export async function listContainers(api: DockerApi, labels: Labels): EngineResult<readonly Container[]> {
  const subject = { what: 'list containers' }
  const listed = await answered(api, subject, () =>
    ask(api, {
      method: 'GET',
      path: '/containers/json',
      query: { all: true, filters: { label: labelFilter(labels) } },
    }),
  )
  if (!listed.ok) return listed
  const found = await Promise.all(
    list(listed.value).map((summary) => inspectContainer(api, text(fields(summary)['Id']))),
  )
  const containers: Container[] = []
  for (const container of found) {
    if (container.ok) containers.push(container.value)
    else if (container.failure.reason !== 'no-such-container') return container
  }
  return ok(containers.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime()))
}

export const inspectContainer = (api: DockerApi, id: string): EngineResult<Container> =>
  answered(api, { what: `inspect ${id}`, container: id }, async () =>
    toContainer(
      fields(await ask(api, { method: 'GET', path: `/containers/${encodeURIComponent(id)}/json` })),
    ),
  )

function toContainer(answer: Readonly<Record<string, unknown>>): Container {
  const config = fields(answer['Config'])
  return {
    id: text(answer['Id']),
    name: text(answer['Name']).replace(/^\//, ''),
    image: text(config['Image']),
    imageId: text(answer['Image']),
    labels: labelsOf(config['Labels']),
    status: toStatus(fields(answer['State'])),
    createdAt: dateOf(answer['Created']) ?? new Date(0),
  }
}

/** `restarting` can't be: hal's containers have no restart policy. */
export function toStatus(state: Readonly<Record<string, unknown>>): ContainerStatus {
  const startedAt = dateOf(state['StartedAt'])
  switch (state['Status']) {
    case 'running':
    case 'restarting':
      return { kind: 'running', startedAt }
    case 'paused':
      return { kind: 'paused', startedAt }
    case 'removing':
      return { kind: 'removing' }
    case 'exited':
    case 'dead':
    case 'stopped':
    case 'stopping':
      return {
        kind: 'exited',
        exitCode: number(state['ExitCode']),
        isOom: state['OOMKilled'] === true,
        finishedAt: dateOf(state['FinishedAt']),
        error: text(state['Error']),
      }
    default:
      // A start that failed leaves the container `created`, with the exit code and the engine's words.
      return text(state['Error']) === ''
        ? { kind: 'created' }
        : {
            kind: 'exited',
            exitCode: number(state['ExitCode']),
            isOom: false,
            finishedAt: undefined,
            error: text(state['Error']),
          }
  }
}
