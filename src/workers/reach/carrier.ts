import type { Engine } from '../../engines/engine.ts'
import { ok } from '../../lib/result.ts'
import { socketVolume } from '../labels.ts'
import type { WorkerResult } from '../verbs.ts'
import type { HostOwner } from './host-files.ts'

/** Makes a folder on the socket volume where hal can't enter it: through a container that mounts it whole and never runs. */
export async function makeFolderThroughEngine(
  engine: Engine,
  request: { readonly folder: string; readonly owner: HostOwner; readonly image: string },
): WorkerResult<void> {
  const carrier = await ensureCarrier(engine, request.image)
  if (!carrier.ok) return carrier
  return engine.putFiles(carrier.value, [
    { kind: 'directory', path: `/sockets/${request.folder}`, mode: 0o700, ...request.owner },
  ])
}

/** The container that only exists to be written through. */
async function ensureCarrier(engine: Engine, image: string): WorkerResult<string> {
  const name = 'hal-sockets'
  const created = await engine.create({
    name,
    image,
    labels: socketVolume.labels,
    entrypoint: ['/bin/true'],
    command: [],
    env: {},
    user: '0:0',
    workdir: '/',
    hostname: name,
    network: 'none',
    mounts: [{ kind: 'volume', volume: socketVolume.name, target: '/sockets', isReadOnly: false }],
    limits: { memoryBytes: 64 * 1024 ** 2, cpus: 1, pids: 16 },
  })
  if (created.ok || created.failure.reason !== 'name-taken') return created
  const existing = await engine.list(socketVolume.labels)
  if (!existing.ok) return existing
  const carrier = existing.value.find((container) => container.name === name)
  return carrier === undefined ? created : ok(carrier.id)
}
