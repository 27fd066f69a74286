import { existsSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../lib/result.ts'
import type { EngineResult } from '../engine.ts'
import { Journal } from './journal.ts'
import { emptyMemory, memoryFolder, type Places, placesOf } from './places.ts'
import { type ProcessRecord, Records } from './records.ts'

/** By which a container's processes know the tree of what is theirs alone: scripts say `${HAL_ROOT-}/run/hal` and mean it everywhere. */
export const rootVariable = 'HAL_ROOT'

export type Env = Readonly<Record<string, string | undefined>>

/** A command of a container's as this machine runs it. */
export interface Command {
  readonly argv: readonly string[]
  readonly cwd: string
  readonly env: Record<string, string>
}

/** What the process engine knows of where things are, and how its calls look at it. */
export class ProcessState {
  readonly records: Records
  readonly journal: Journal
  readonly volumes: string
  /** `hal-run`. */
  readonly keeper: string
  readonly toolsDir: string
  /** Starts that are under way here, by id: until they are over, nobody can say how a container is. */
  readonly starting = new Map<string, Promise<unknown>>()
  readonly #env: Env

  constructor({
    top,
    toolsDir,
    env,
  }: { readonly top: string; readonly toolsDir: string; readonly env: Env }) {
    this.#env = env
    this.toolsDir = toolsDir
    this.keeper = join(toolsDir, 'bin/hal-run')
    this.volumes = join(top, 'volumes')
    this.records = new Records(top)
    this.journal = new Journal(join(top, 'events'))
  }

  places(record: ProcessRecord): Places {
    return placesOf(record, this.records.root(record.id))
  }

  memory({ id }: ProcessRecord): string {
    return memoryFolder(id, join(this.records.folder(id), 'memory'))
  }

  emptyMemory(record: ProcessRecord): void {
    emptyMemory(record.spec.mounts, this.memory(record))
  }

  forgetMemory(record: ProcessRecord): void {
    rmSync(this.memory(record), { recursive: true, force: true })
  }

  /** Of hal's own environment, which may hold secrets, it has what tells of this machine alone. */
  commandOf(
    record: ProcessRecord,
    argv: readonly string[],
    more: Readonly<Record<string, string>> = {},
  ): Command {
    const { word, at, root } = this.places(record)
    const { env, workdir } = record.spec
    const folder = at(workdir)
    // Where its folder is gone, it is in its own tree.
    const cwd = existsSync(folder) ? realpathSync(folder) : root
    const machine = ofMachine.flatMap((name) => {
      const value = this.#env[name]
      return value === undefined ? [] : [[name, value] as const]
    })
    const own = Object.entries({ ...env, ...more }).map(([name, value]) => [name, word(value)] as const)
    return {
      argv: argv.map(word),
      cwd,
      env: {
        ...Object.fromEntries([...machine, ...own]),
        // Of a worker's init, which isn't the first process of this machine.
        ...{ TINI_SUBREAPER: '', PWD: cwd, [rootVariable]: root },
      },
    }
  }

  /** By id or by name. */
  readonly withContainer = async <T>(
    id: string,
    work: (record: ProcessRecord) => EngineResult<T> | Awaited<EngineResult<T>>,
  ): EngineResult<T> => {
    await this.starting.get(this.records.find(id)?.id ?? '')
    const record = this.records.find(id)
    return record === undefined ? fail({ reason: 'no-such-container', id }) : work(record)
  }
}

const ofMachine = [
  ...['PATH', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS'],
]
