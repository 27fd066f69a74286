import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { docker } from './hal.ts'

// Where a secret must not be found. The secrets themselves never stand in an argument here: that would be found.

const holds = (text: string, secrets: readonly string[]): boolean =>
  secrets.some((secret) => text.includes(secret))

/** What the engine knows of a worker, by what asked it: its container, its image, its file system without mounts, what happened to it. */
export async function tracesInEngine(
  container: string,
  secrets: readonly string[],
  since: Date,
): Promise<readonly string[]> {
  const image = (await docker('inspect', '-f', '{{.Image}}', container)).trim()
  const asked: readonly (readonly [string, readonly string[]])[] = [
    ['inspect', ['inspect', container, image]],
    ['history', ['history', '--no-trunc', image]],
    ['logs', ['logs', container]],
    [
      'events',
      ['events', '--since', `${since.getTime() / 1000}`, '--until', `${Math.ceil(Date.now() / 1000)}`],
    ],
    ['diff', ['diff', container]],
  ]
  const found = await Promise.all(
    asked.map(async ([what, argv]) => (holds(await docker(...argv), secrets) ? [what] : [])),
  )
  return [...found.flat(), ...((await isInExport(container, secrets)) ? ['export'] : [])]
}

/** All of a container's own files and its image's. */
async function isInExport(container: string, secrets: readonly string[]): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'hal-planted-'))
  try {
    const patterns = join(folder, 'patterns')
    writeFileSync(patterns, `${secrets.join('\n')}\n`, { mode: 0o600 })
    const script = 'set -o pipefail; docker export "$1" | grep -acF -f "$2"'
    const { stdout } = await execa('bash', ['-c', script, 'export', container, patterns], { reject: false })
    if (!/^\d+$/.test(stdout)) throw new Error(`nothing was exported of ${container}`)
    return stdout !== '0'
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Files in what is mounted into a worker, but for what lives in memory alone. */
export async function tracesInMounts(
  container: string,
  secrets: readonly string[],
): Promise<readonly string[]> {
  const text = await docker('inspect', '-f', '{{json .Mounts}}', container)
  const mounts = (JSON.parse(text) as { Type: string; Name?: string; Source: string; Destination: string }[])
    .filter(({ Type, Destination }) => Type !== 'tmpfs' && Destination !== '/tools')
    .map(({ Name, Source, Destination }) => `${Name ?? Source}:/mounts${Destination}:ro`)
  const { stdout, stderr, exitCode } = await execa(
    'docker',
    [
      ...['run', '--rm', '-i', '--network', 'none'],
      ...mounts.flatMap((mount) => ['-v', mount]),
      ...['debian:bookworm-slim', 'grep', '-arlF', '--devices=skip', '-f', '-', '/mounts'],
    ],
    { input: `${secrets.join('\n')}\n`, reject: false },
  )
  if (exitCode !== 0 && exitCode !== 1) throw new Error(`grep ended with ${exitCode}: ${stderr}`)
  return stdout.split('\n').filter((line) => line !== '')
}

/** Files below a folder of this machine. */
export function tracesBelow(folder: string, secrets: readonly string[]): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => {
      const stat = statSync(path, { throwIfNoEntry: false })
      return stat?.isFile() === true && holds(readFileSync(path, 'latin1'), secrets)
    })
}

/**
 * Looks, until it is disposed, at what every process of the machine was called with, and at the environment of those outside of
 * containers. Answers with what it found.
 */
export function watchProcesses(secrets: readonly string[]): AsyncDisposable & {
  readonly found: ReadonlySet<string>
  /** Names of the programs it saw: that it looked at all. */
  readonly seen: ReadonlySet<string>
} {
  const found = new Set<string>()
  const seen = new Set<string>()
  const ours = readlinkSync('/proc/self/ns/pid')
  const look = () => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        const program = argv.replaceAll('\0', ' ')
        seen.add(program)
        if (holds(argv, secrets)) found.add(`argv of ${program.slice(0, 40)}`)
        const isOutside = readlinkSync(`/proc/${pid}/ns/pid`) === ours
        if (isOutside && holds(readFileSync(`/proc/${pid}/environ`, 'utf8'), secrets))
          found.add(`environment of ${program.slice(0, 40)}`)
      } catch {
        // It has ended, or is somebody else's.
      }
    }
  }
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      look()
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  return {
    found,
    seen,
    [Symbol.asyncDispose]: async () => {
      isOver = true
      await watching
    },
  }
}
