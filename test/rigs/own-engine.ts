import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'
import { execa } from 'execa'
import { docker } from './hal.ts'

/** A Docker engine of a test's own, with live-restore, which may be killed. It has a network of its own, too, with no way out. */
export interface OwnEngine extends AsyncDisposable {
  /** For DOCKER_HOST. */
  readonly address: string
  docker(...args: readonly string[]): Promise<string>
  /** kill -9; resolves when it is dead. */
  kill(): Promise<void>
  /** Resolves when it answers. */
  start(): Promise<void>
}

/** Starts an engine that has these images of the usual one. Needs root. */
export async function startOwnEngine(images: readonly string[]): Promise<OwnEngine> {
  const dir = await mkdtemp(join(tmpdir(), 'hal-test-engine-'))
  const address = `unix://${dir}/engine.sock`
  // Holds the network's namespace while no engine does: without one of its own, a second engine takes the first one's bridge away.
  const network = spawn('unshare', ['--net', 'sleep', 'infinity'], { stdio: 'ignore' })
  await once(network, 'spawn')
  let daemon: ChildProcess | undefined
  const own = async (...args: readonly string[]) => (await execa('docker', ['-H', address, ...args])).stdout

  const start = async () => {
    const options = [
      ...['--host', address, '--pidfile', join(dir, 'pid')],
      ...['--data-root', join(dir, 'data'), '--exec-root', join(dir, 'exec')],
      ...['--live-restore', '--bridge=none'],
    ]
    daemon = spawn('nsenter', ['--target', String(network.pid), '--net', 'dockerd', ...options], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await isUp(daemon)
  }
  const kill = async () => {
    if (daemon === undefined) return
    const containerd = join(dir, 'exec/containerd/containerd.pid')
    const containerdPid = existsSync(containerd) ? readFileSync(containerd, 'utf8').trim() : undefined
    const ended = once(daemon, 'exit')
    daemon.kill('SIGKILL')
    await ended
    daemon = undefined
    if (containerdPid !== undefined) await isDead(containerdPid)
    // What a system's service manager sees to as well.
    for (const file of [join(dir, 'pid'), containerd]) await rm(file, { force: true })
  }
  const dispose = async () => {
    if (daemon === undefined) await start()
    const left = (await own('ps', '-aq')).split('\n').filter((id) => id !== '')
    if (left.length > 0) await own('rm', '--force', ...left)
    const ended = daemon === undefined ? undefined : once(daemon, 'exit')
    daemon?.kill('SIGTERM')
    await ended
    network.kill('SIGKILL')
    // A killed engine leaves its own behind.
    for (const path of mountsIn(dir)) await execa('umount', [path])
    await rm(dir, { recursive: true })
  }

  await start()
  const saved = execa('docker', ['save', ...images], { encoding: 'buffer', maxBuffer: 2 ** 30 })
  await saved.pipe('docker', ['-H', address, 'load'])
  return { address, docker: own, kill, start, [Symbol.asyncDispose]: dispose }
}

/** The tools image that hal would otherwise build: an engine without a network can't. */
export const toolsImages = async (): Promise<readonly string[]> => {
  const names = await docker('image', 'ls', 'hal/tools', '--format', '{{.Repository}}:{{.Tag}}')
  return names.split('\n').filter((name) => name !== '')
}

/** The innermost first. */
const mountsIn = (dir: string): readonly string[] =>
  readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((path) => path.startsWith(`${dir}/`))
    .reverse()

const isUp = (daemon: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    const said: string[] = []
    daemon.once('exit', (code) => reject(new Error(`dockerd ended with ${code}:\n${said.join('\n')}`)))
    if (daemon.stderr === null) throw new Error('unreachable')
    createInterface({ input: daemon.stderr }).on('line', (line) => {
      said.push(line)
      if (line.includes('API listen on')) resolve()
    })
  })

/** Gone, or a zombie that nobody collects. It is not our child, so there is nothing to wait for but its state. */
async function isDead(pid: string): Promise<void> {
  const state = () => {
    try {
      return /^State:\s+(\S)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    } catch {
      return undefined
    }
  }
  while (![undefined, 'Z', 'X'].includes(state())) await after(20)
}
