import type { Duplex, Readable } from 'node:stream'
import type { DockerApi } from './api.ts'
import { NoAnswer } from './refused.ts'

/** One request to the engine, by its path in the API reference: `/containers/json`. */
export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  readonly path: string
  /** Objects become JSON; `undefined` is left out. */
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: object
  readonly tar?: Buffer
  readonly signal?: AbortSignal | undefined
  /** Never waits for the answers to other questions. */
  readonly isUnqueued?: boolean
  /** The engine may have to ask others first. */
  readonly isLong?: boolean
  /** The person's login for the registry that the engine is to ask. */
  readonly login?: object
}

/** 304: it is so already. */
const goodStatuses = { 200: true, 201: true, 204: true, 304: true }

/** The engine's whole answer, parsed where it is JSON. Rejects with dockerode's error: see `failures.ts`. */
export async function ask(api: DockerApi, question: Question): Promise<unknown> {
  if (question.method !== 'GET' || question.isLong === true) return dial(api, question, {})
  const { signal } = question
  const patience = AbortSignal.timeout(api.patienceMs)
  const either = signal === undefined ? patience : AbortSignal.any([signal, patience])
  try {
    return await dial(api, { ...question, signal: either }, {})
  } catch (thrown) {
    if (!patience.aborted || signal?.aborted === true) throw thrown
    throw new NoAnswer(`it has not answered for ${api.patienceMs / 1_000} s`)
  }
}

/** An answer that comes bit by bit. The caller destroys it. */
export const askForStream = async (api: DockerApi, question: Question): Promise<Readable> =>
  (await dial(api, question, { isStream: true })) as Readable

/** A connection that stops being HTTP: the raw bytes both ways. The caller destroys it. */
export const askForDuplex = async (api: DockerApi, question: Question): Promise<Duplex> =>
  (await dial(api, question, { hijack: true, isStream: true })) as Duplex

/**
 * dockerode's methods put a request's body into its URL too (`createContainer`), so into the engine's debug log: an environment with
 * secrets must not go there. Its `dial` keeps query and body apart.
 */
function dial(
  api: DockerApi,
  question: Question,
  options: { readonly isStream?: boolean; readonly hijack?: boolean },
): Promise<unknown> {
  const { method, path, query = {}, body = {}, tar, signal, login, isUnqueued = false } = question
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
  const hasQuery = Object.keys(given).length > 0
  return new Promise((resolve, reject) => {
    const client = options.isStream === true || isUnqueued ? api.dockerForStreams : api.docker
    client.modem.dial(
      {
        method,
        path: hasQuery ? `${path}?` : path,
        options: { _query: given, _body: body },
        statusCodes: goodStatuses,
        ...(tar !== undefined && { file: tar }),
        ...(signal !== undefined && { abortSignal: signal }),
        ...(login !== undefined && { authconfig: login }),
        ...options,
      },
      (error: Error | null, answer: unknown) => (error === null ? resolve(answer) : reject(error)),
    )
  })
}
