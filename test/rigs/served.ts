import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { execa } from 'execa'
import { expect } from 'vitest'
import { bin, type Person } from './hal.ts'
import { type Listener, listenTo } from './sse.ts'

/** How a server ended, and all that it said. */
interface End {
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/** A `hal serve` of a person's, in a process of its own. Asked to end when disposed. */
export interface Served extends AsyncDisposable {
  /** `http://127.0.0.1:40123` */
  readonly address: string
  readonly pid: number
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>
  /** A JSON body in, one out. */
  readonly ask: (method: string, path: string, body?: object) => Promise<Asked>
  readonly listen: (path: string, lastEventId?: number | string) => Promise<Listener>
  readonly end: (signal?: NodeJS.Signals) => Promise<End>
}

export interface Asked {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: whoever asks knows what it is
  readonly body: any
}

interface Options {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** What its command begins with. */
  readonly within?: readonly string[]
}

/** On a port that is free. */
export async function served(
  person: Person,
  { args = [], env = {}, cwd = person.home, within = [] }: Options = {},
): Promise<Served> {
  const [program = '', ...words] = [...within, process.execPath, bin, 'serve', '--port', '0', ...args]
  const running = execa(program, words, {
    ...{ cwd, env: { ...person.env, ...env }, extendEnv: false, reject: false, stdin: 'ignore' },
  })
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<End> => {
    running.kill(signal)
    const { exitCode, stdout, stderr } = await running
    return { exitCode, stdout, stderr }
  }
  const lines = createInterface({ input: running.stdout })
  const [address] = await Promise.race([
    once(lines, 'line') as Promise<[string]>,
    running.then(({ stderr, exitCode }) => {
      throw new Error(`hal serve ended with ${exitCode}:\n${stderr}`)
    }),
  ])
  const fetchThere = (path: string, init?: RequestInit) => fetch(`${address}${path}`, init)
  return {
    address,
    pid: running.pid ?? Number.NaN,
    fetch: fetchThere,
    ask: async (method, path, body) => {
      const answer = await fetchThere(path, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return { status: answer.status, body: await answer.json() }
    },
    listen: (path, lastEventId) => listenTo(`${address}${path}`, lastEventId),
    end,
    [Symbol.asyncDispose]: async () => void (await end()),
  }
}

/** Every line is an object of JSON with a time, a level and a message. */
export function logOf(stderr: string): readonly Readonly<Record<string, unknown>>[] {
  const lines = stderr.split('\n').filter((line) => line !== '')
  return lines.map((line) => {
    const entry = JSON.parse(line)
    expect(entry).toMatchObject({
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      level: expect.stringMatching(/^(debug|info|warn|error)$/),
      message: expect.any(String),
    })
    return entry
  })
}
