/** What the server answered that it wouldn't do, in its words. */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Puts words where the next paste takes them from. */
export async function copy(words: string): Promise<void> {
  // Types say that it is always there.
  const clipboard = navigator.clipboard as Clipboard | undefined
  if (clipboard === undefined)
    throw new Refusal(0, 'A browser copies only from https:// or from its own machine: download it instead.')
  await clipboard.writeText(words)
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
    // What is typed or asked for over HTTP is nothing to who has a page.
    const next = details?.next?.includes('`') ? undefined : details?.next
    return [error, next].filter((words) => words !== undefined).join(' ')
  } catch {
    return text || `The server answered with ${answer.status}.`
  }
}

/** A worker's or a task's own address. */
export const at = (kind: 'workers' | 'tasks', id: string, verb?: string): string =>
  `/${kind}/${encodeURIComponent(id)}${verb === undefined ? '' : `/${verb}`}`
