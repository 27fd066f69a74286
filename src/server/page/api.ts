/** What the server answered that it wouldn't do, in its words. */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export const get = <T>(path: string): Promise<T> => ask('GET', path)
export const del = <T>(path: string): Promise<T> => ask('DELETE', path)
export const post = <T>(path: string, body: object = {}): Promise<T> => ask('POST', path, body)

async function ask<T>(method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(path, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch(() => {
    throw new Refusal(0, 'The server does not answer.')
  })
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T
  throw new Refusal(answer.status, await wordsOf(answer))
}

async function wordsOf(answer: Response): Promise<string> {
  const text = await answer.text()
  try {
    const { error, details } = JSON.parse(text) as { error?: string; details?: { next?: string } }
    return [error, details?.next].filter((words) => words !== undefined).join(' ')
  } catch {
    return text || `The server answered with ${answer.status}.`
  }
}

/** A worker's or a task's own address. */
export const at = (kind: 'workers' | 'tasks', id: string, verb?: string): string =>
  `/${kind}/${encodeURIComponent(id)}${verb === undefined ? '' : `/${verb}`}`
