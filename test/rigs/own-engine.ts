import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readlinkSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { execa } from 'execa'

/**
 * A Docker engine of a test's own, to be killed: in a network without a way out, with its own mounts and processes (own-engine.sh).
 * Disposing it leaves nothing, however the test went, and whatever runs in it then ends.
 */
export interface OwnEngine extends AsyncDisposable {
  /** For DOCKER_HOST. */
  readonly address: string
  /** What a command begins with to run in its network, where this machine's 127.0.0.1 is another one. */
  inside(): readonly string[]
  /** Resolves when it answers. */
  start(): Promise<void>
  /** `kill -9` of dockerd alone; resolves when it is dead. */
  kill(): Promise<void>
  /** Everything at once, as when the machine's power fails: dockerd, containerd and every process in a container. */
  crash(): Promise<void>
}

/** Starts an engine that has these images of the test engine. */
export async function startOwnEngine(given: {
  readonly isLiveRestore: boolean
  readonly images: readonly string[]
  /** The size of its disk; without it, it uses the machine's. */
  readonly diskBytes?: number
  /** A newer one than the machine's, which keeps its images in containerd: it builds for several platforms and exports caches. */
  readonly isNewer?: boolean
}): Promise<OwnEngine> {
  await canStartEngines()
  const programs = given.isNewer === true ? newerPrograms() : []
  const folder = await mkdtemp(join(tmpdir(), 'hal-te-'))
  const address = `unix://${folder}/socket`
  const cgroup = basename(folder)
  // Not what the machine's own engine is configured to be.
  const features = given.isNewer === true ? { 'containerd-snapshotter': true } : {}
  await writeFile(join(folder, 'config.json'), JSON.stringify({ features }))
  const options = [
    ...['--config-file', join(folder, 'config.json'), '--host', address, '--pidfile', join(folder, 'pid')],
    ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec'), '--iptables=false'],
    ...['--cgroup-parent', `/${cgroup}`, '--exec-opt', 'native.cgroupdriver=cgroupfs'],
    ...(given.isLiveRestore ? ['--live-restore'] : []),
  ]
  const disk = String(given.diskBytes ?? '')
  let home = openHome(folder, { disk, options, programs })
  const engine: OwnEngine = {
    address,
    inside: () => ['nsenter', '--net', `--target=${home.pid()}`, '--'],
    start: () => home.order('start', /API listen on/),
    kill: () => home.order('kill', /^killed$/),
    crash: async () => {
      await home.end()
      home = openHome(folder, { disk, options, programs })
    },
    [Symbol.asyncDispose]: async () => {
      await home.end()
      await rm(folder, { recursive: true })
      await execa('find', ['/sys/fs/cgroup', '-depth', '-path', `*/${cgroup}*`, '-type', 'd', '-delete'])
    },
  }
  try {
    await engine.start()
    if (given.images.length > 0) await copyImages(given.images, address)
  } catch (thrown) {
    await engine[Symbol.asyncDispose]()
    throw thrown
  }
  return engine
}

/** The namespaces that the engine lives in, until `end`. */
function openHome(
  folder: string,
  {
    disk,
    options,
    programs,
  }: {
    readonly disk: string
    readonly options: readonly string[]
    /** Folders that go before the machine's. */
    readonly programs: readonly string[]
  },
) {
  const script = join(import.meta.dirname, 'own-engine.sh')
  const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc']
  const shell = spawn(
    'unshare',
    [...namespaces, 'bash', script, readlinkSync('/proc/self/ns/net'), folder, disk, ...options],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, PATH: [...programs, process.env['PATH']].join(':') },
    },
  )
  const ended = once(shell, 'exit')
  const said = linesOf(shell)
  return {
    /** Of the first process in its namespaces: `unshare` itself stays outside. */
    pid: () => readFileSync(`/proc/${shell.pid}/task/${shell.pid}/children`, 'utf8').trim(),
    order: (order: string, answer: RegExp) => {
      const answered = said.next(answer)
      shell.stdin.write(`${order}\n`)
      return answered
    },
    end: async () => {
      shell.stdin.end()
      await ended
    },
  }
}

const answersWithinMs = 30_000

/** What the shell and its dockerd say. Waiting fails with their last words when they end, give up or take too long. */
function linesOf(shell: ChildProcessByStdio<Writable, Readable, Readable>) {
  const last: string[] = []
  let waiting: { readonly answer: RegExp; readonly settle: (why?: string) => void } | undefined
  const onLine = (line: string) => {
    last.push(line)
    if (last.length > 20) last.shift()
    if (waiting?.answer.test(line) === true) waiting.settle()
    else if (line.includes('failed to start daemon')) waiting?.settle('it gave up')
  }
  for (const stream of [shell.stdout, shell.stderr]) createInterface({ input: stream }).on('line', onLine)
  shell.once('exit', (code) => waiting?.settle(`it ended with ${code}`))
  // Its end says it.
  shell.stdin.on('error', () => undefined)
  return {
    next: (answer: RegExp): Promise<void> =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => waiting?.settle(`nothing in ${answersWithinMs} ms`), answersWithinMs)
        const settle = (why?: string) => {
          clearTimeout(timer)
          waiting = undefined
          if (why === undefined) resolve()
          else reject(new Error(`the test's own engine never said ${answer} (${why}):\n${last.join('\n')}`))
        }
        waiting = { answer, settle }
      }),
  }
}

/** Throws where there is none: a test that needs it must fail without. */
function newerPrograms(): readonly string[] {
  const folder = process.env['HAL_TEST_NEWER_ENGINE'] ?? ''
  if (folder === '')
    throw new Error('HAL_TEST_NEWER_ENGINE names no folder with a newer engine: scripts/test.sh fetches it')
  return ['sbin', 'bin'].map((name) => join(folder, name))
}

async function copyImages(images: readonly string[], address: string): Promise<void> {
  const saved = execa('docker', ['save', ...images], { encoding: 'buffer', buffer: false })
  await saved.pipe('docker', ['--host', address, 'load'])
}

/** Throws where this machine can't have a second engine: such a test fails, and says why. */
async function canStartEngines(): Promise<void> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Error(
      'This test kills a container engine of its own, which only root on Linux can start. Run it as root.',
    )
  const { failed } = await execa('bash', ['-c', 'command -v dockerd && command -v unshare'], {
    reject: false,
  })
  if (failed)
    throw new Error(
      'This test kills a container engine of its own, and dockerd or unshare is not installed. `apt-get install docker.io util-linux` brings both.',
    )
}
