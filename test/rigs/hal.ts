import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { execa } from 'execa'
import { Terminal } from './terminal.ts'

/** hal's package, what its `bin` leads to, and what it says of itself. */
export const root = resolve(import.meta.dirname, '../..')
export const bin = join(root, 'bin/hal.js')
export const { version, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string
  readonly engines: { readonly node: string }
}

/** The environment of a person without an engine. */
export const nowhere = { DOCKER_HOST: 'unix:///nowhere/docker.sock' }

export interface Ran {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number | undefined
}

/**
 * A person with an empty home, a project folder of their own and the built hal: everything goes through the binary. Disposing it
 * removes the workers they started.
 */
export class Person implements AsyncDisposable {
  /** Part of every name, so that tests never meet. */
  readonly tag: string = randomBytes(3).toString('hex')
  readonly owner: string = `hal-test-${this.tag}`
  readonly home: string = realpathSync(mkdtempSync(join(tmpdir(), 'hal-test-')))
  readonly env: Record<string, string>

  constructor(env: Readonly<Record<string, string>> = {}) {
    chmodSync(this.home, 0o777)
    mkdirSync(join(this.home, 'home'))
    this.env = {
      PATH: process.env['PATH'] ?? '',
      HOME: join(this.home, 'home'),
      HAL_OWNER: this.owner,
      HAL_STATE: join(this.home, 'state'),
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      ...(process.env['HAL_BUILD_CA_BUNDLE'] === undefined
        ? {}
        : { HAL_BUILD_CA_BUNDLE: process.env['HAL_BUILD_CA_BUNDLE'] }),
      ...(process.env['DOCKER_HOST'] === undefined ? {} : { DOCKER_HOST: process.env['DOCKER_HOST'] }),
      ...env,
    }
  }

  /** `ada` → a name that no other test has. */
  name(short: string): string {
    return `${short}-${this.tag}`
  }

  /** Runs `hal ARGS` in the project folder, to its end. */
  async hal(
    args: readonly string[],
    options: {
      readonly input?: string
      readonly env?: Readonly<Record<string, string>>
      readonly cwd?: string
      /** What its command begins with (`OwnEngine.inside`). */
      readonly within?: readonly string[]
    } = {},
  ): Promise<Ran> {
    const [program = '', ...words] = [...(options.within ?? []), process.execPath, bin, ...args]
    const { stdout, stderr, exitCode } = await execa(program, words, {
      cwd: options.cwd ?? this.home,
      env: { ...this.env, ...options.env },
      extendEnv: false,
      reject: false,
      stripFinalNewline: false,
      maxBuffer: 64 * 1024 * 1024,
      ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
    })
    return { stdout, stderr, exitCode }
  }

  /** The same, and it must go well: answers stdout. */
  async ok(...args: readonly string[]): Promise<string> {
    const { stdout, stderr, exitCode } = await this.hal(args)
    if (exitCode !== 0) throw new Error(`hal ${args.join(' ')} ended with ${exitCode}:\n${stderr}${stdout}`)
    return stdout
  }

  async json<T>(...args: readonly string[]): Promise<T> {
    const { stdout } = await this.hal([...args, '--json'])
    return JSON.parse(stdout) as T
  }

  /** The same of a command that prints an object a line: the last one. */
  async lastJson<T>(...args: readonly string[]): Promise<T> {
    const { stdout } = await this.hal([...args, '--json'])
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as T
  }

  /** Starts a worker on a plain Debian; answers its name. */
  async start(short: string, ...options: readonly string[]): Promise<string> {
    const name = this.name(short)
    await this.ok('workers', 'start', name, '--image', 'debian:bookworm-slim', ...options)
    return name
  }

  /** `hal ARGS` in a real pty. */
  terminal(
    args: readonly string[],
    size: {
      readonly columns?: number
      readonly rows?: number
      readonly env?: Readonly<Record<string, string>>
      readonly cwd?: string
    } = {},
  ): Terminal {
    const { env, cwd = this.home, ...columnsAndRows } = size
    return new Terminal({
      command: process.execPath,
      args: [bin, ...args],
      cwd,
      env: { ...this.env, ...env },
      ...columnsAndRows,
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const left = await docker('ps', '-aq', '--filter', `label=dev.hal.owner=${this.owner}`)
    const ids = left.split('\n').filter((id) => id !== '')
    if (ids.length > 0) await docker('rm', '-f', '-v', ...ids)
    rmSync(this.home, { recursive: true, force: true })
  }
}

/** The engine's own client: how a test looks at, or harms, a worker behind hal's back. */
export async function docker(...args: readonly string[]): Promise<string> {
  const { stdout } = await execa('docker', args)
  return stdout
}

/** The same, when only the exit code and the words matter. */
export const dockerTry = async (...args: readonly string[]): Promise<Ran> => {
  const { stdout, stderr, exitCode } = await execa('docker', args, { reject: false })
  return { stdout, stderr, exitCode }
}

export interface WorkerJson {
  readonly name: string
  readonly phase: string
  readonly activity: string
  readonly image: string
  readonly profile: string | null
  readonly workspace: string | null
  readonly exitCode: number | null
  readonly isOom: boolean
  readonly containerId: string
  readonly containerName: string
  readonly limits: { readonly memoryBytes: number; readonly cpus: number; readonly pids: number }
}

export const list = async (person: Person): Promise<readonly WorkerJson[]> =>
  (await person.json<{ workers: readonly WorkerJson[] }>('workers', 'list')).workers
