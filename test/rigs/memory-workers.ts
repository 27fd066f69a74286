import { createInterface } from 'node:readline'
import type { Engine } from '../../src/engines/engine.ts'
import {
  type MemoryEngine,
  type MemoryEngineOptions,
  openMemoryEngine,
} from '../../src/engines/memory/memory-engine.ts'
import type { MemoryCommand } from '../../src/engines/memory/memory-exec.ts'
import { createLimiter } from '../../src/lib/limiter.ts'
import { ok } from '../../src/lib/result.ts'
import type { WorkersContext } from '../../src/workers/context.ts'
import { containerName, label, type SpecLabel, schemaVersion } from '../../src/workers/labels.ts'
import { openHostGit } from '../../src/workspace/host-git.ts'

export type { MemoryEngine }

const owner = 'me'
const image = 'some:image'

/** A tmux that lets every client in, and answers whatever it is asked with nothing: it has no windows. */
const tmux: MemoryCommand = async ({ stdin, stdout }) => {
  stdout.write('%begin 1 1 0\n%end 1 1 0\n')
  for await (const _ of createInterface({ input: stdin })) stdout.write('%begin 1 2 1\n%end 1 2 1\n')
  return 0
}

/** An engine that is a part of the test, with an image for workers and a tmux in each. */
export const memoryEngine = (options: MemoryEngineOptions = {}): MemoryEngine =>
  openMemoryEngine({
    images: [image],
    ...options,
    commands: { '/tools/bin/tmux': tmux, ...options.commands },
  })

/** What verbs work with, on an engine of the test's. Starting new workers is not what it is for: there are no images and no tools. */
export const contextOn = (engine: Engine, signal = new AbortController().signal): WorkersContext => ({
  engine: async () => ok(engine),
  owner,
  person: { uid: 1000, gid: 1000, home: '/home/me' },
  cwd: '/home/me/project',
  hostName: 'laptop',
  halVersion: '0.0.0',
  dataDir: '/home/me/.local/share/hal',
  git: openHostGit({}, signal),
  defaults: {
    memoryBytes: spec.memoryBytes,
    cpus: spec.cpus,
    pids: spec.pids,
    workspace: undefined,
    env: {},
    network: 'hal',
    mounts: [],
    caBundle: undefined,
    isRootAllowed: false,
    setup: [],
    teardown: [],
  },
  warmUp: async () => undefined,
  agents: {},
  secrets: {
    ...{ ofAll: [], has: () => [], whence: () => undefined, logins: () => [] },
    read: async () => ok(new Map()),
  },
  askForTokens: () => Promise.reject(new Error('there is nobody to ask here')),
  stops: { read: () => undefined, write: () => undefined, forget: () => undefined },
  comingUp: createLimiter(8),
  freezes: { read: () => undefined, write: () => undefined, forget: () => undefined },
  history: { note: () => undefined, read: async () => ok([]), names: async () => ok([]) },
  chooseImage: () => Promise.reject(new Error('there are no images here')),
  ensureTools: () => Promise.reject(new Error('there are no tools here')),
  pruneTools: async () => ok([]),
  sockets: { isOn: false, read: () => undefined, write: () => undefined },
  accounts: { read: () => undefined, write: () => undefined },
  signal,
})

const spec: SpecLabel = {
  profile: null,
  image,
  workspace: null,
  memoryBytes: 1024 ** 3,
  cpus: 1,
  pids: 64,
  envDigest: '',
  command: [],
}

/** A container that hal takes for its own worker, running; answers its id. */
export async function startWorkerOn(engine: Engine, name: string): Promise<string> {
  const created = await engine.create({
    name: containerName(name),
    image,
    labels: {
      [label.role]: 'worker',
      [label.schema]: schemaVersion,
      [label.name]: name,
      [label.owner]: owner,
      [label.spec]: JSON.stringify(spec),
    },
    entrypoint: [],
    command: [],
    env: {},
    user: '1000:1000',
    workdir: '/',
    hostname: name,
    network: 'hal',
    mounts: [],
    limits: { memoryBytes: spec.memoryBytes, cpus: spec.cpus, pids: spec.pids },
  })
  if (!created.ok) throw new Error(created.failure.reason)
  const started = await engine.start(created.value)
  if (!started.ok) throw new Error(started.failure.reason)
  return created.value
}
