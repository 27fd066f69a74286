import { randomBytes } from 'node:crypto'
import type { ContainerSpec, Engine, EngineResult } from '../../engines/engine.ts'
import { label } from '../labels.ts'
import { inside } from '../reach/inside.ts'

/** A container that only looks, and what it looks at. */
interface Look {
  readonly owner: string
  /** One that has git. */
  readonly image: string
  /** The worker's workspace, on the engine's machine. */
  readonly folder: string
  readonly user: { readonly uid: number; readonly gid: number }
}

/** By then it has ended by itself, whatever became of the hal that made it. */
const longestSeconds = 60
const role = 'look'

/**
 * Runs `look` in a container of another image that has the workspace before it, read-only. A repository's config and attributes make git
 * run what they name: there is nothing for that to reach, no network, nothing to write and no capability. It is gone afterwards.
 */
export async function beside<T>(
  engine: Engine,
  given: Look,
  look: (containerId: string) => EngineResult<T>,
): EngineResult<T> {
  await removeEndedLooks(engine, given.owner)
  const created = await engine.create(container(given))
  if (!created.ok) return created
  try {
    const started = await engine.start(created.value)
    return started.ok ? await look(created.value) : started
  } finally {
    await engine.remove(created.value, { force: true })
  }
}

/** What a hal left behind that was ended while it looked. */
async function removeEndedLooks(engine: Engine, owner: string): Promise<void> {
  const left = await engine.list({ [label.role]: role, [label.owner]: owner })
  if (!left.ok) return
  const ended = left.value.filter(({ status }) => status.kind === 'exited')
  await Promise.all(ended.map(({ id }) => engine.remove(id)))
}

const container = ({ owner, image, folder, user }: Look): ContainerSpec => ({
  name: `hal.look.${randomBytes(4).toString('hex')}`,
  image,
  labels: { [label.role]: role, [label.owner]: owner },
  entrypoint: ['/bin/sh', '-c', `sleep ${longestSeconds}`],
  command: [],
  env: { HOME: '/tmp' },
  user: `${user.uid}:${user.gid}`,
  workdir: '/',
  hostname: role,
  network: 'none',
  mounts: [
    { kind: 'bind', source: folder, target: inside.workspace, isReadOnly: true },
    { kind: 'tmpfs', target: '/tmp', sizeBytes: 64 * 1024 ** 2 },
  ],
  limits: { memoryBytes: 1024 ** 3, cpus: 1, pids: 128 },
})
