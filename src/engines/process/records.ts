import { randomBytes } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { ContainerSpec } from '../engine.ts'
import type { ProcessIdentity } from './proc.ts'

/** What was made of a spec, as it is kept on disk: whoever comes later finds it. */
export interface ProcessRecord {
  /** A later one's sorts behind it. */
  readonly id: string
  readonly spec: ContainerSpec
  readonly createdAt: string
  /** Files and folders that were put there and have no mount. */
  readonly put: readonly string[]
  /** Its last start; absent before the first. */
  readonly life?: { readonly keeper: ProcessIdentity; readonly startedAt: string }
  readonly isPaused?: boolean
}

/**
 * The registry: one folder a container, and a name that only one can have. A name is a link that says whose it is: it is there as a whole or
 * not at all, and only once there is what it names, so that whoever is killed meanwhile leaves none that nobody can have.
 */
export class Records {
  readonly #top: string

  constructor(top: string) {
    this.#top = top
    for (const folder of [join(top, 'containers'), join(top, 'names')])
      mkdirSync(folder, { recursive: true, mode: 0o700 })
  }

  folder(id: string): string {
    return join(this.#top, 'containers', id)
  }

  /** Where `hal-run` keeps what runs in it. */
  runFolder(id: string): string {
    return join(this.folder(id), 'run')
  }

  /** Its own tree of files. */
  root(id: string): string {
    return join(this.folder(id), 'root')
  }

  all(): readonly ProcessRecord[] {
    return readdirSync(join(this.#top, 'names'))
      .map((name) => this.#read(this.#idOf(decodeURIComponent(name)) ?? ''))
      .filter((record) => record !== undefined)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  /** By id or by name. */
  find(idOrName: string): ProcessRecord | undefined {
    if (idOrName.includes('/') || idOrName === '') return undefined
    return this.#read(idOrName) ?? this.#read(this.#idOf(idOrName) ?? '')
  }

  /** False: its name is taken. */
  add(record: ProcessRecord): boolean {
    const { name } = record.spec
    const holder = this.#idOf(name)
    // Whoever removed it was killed in the middle.
    if (holder !== undefined && this.#read(holder) === undefined)
      rmSync(this.#nameFile(name), { force: true })
    mkdirSync(this.root(record.id), { recursive: true, mode: 0o700 })
    this.write(record)
    try {
      symlinkSync(record.id, this.#nameFile(name))
    } catch (error) {
      rmSync(this.folder(record.id), { recursive: true, force: true })
      if (isA('EEXIST', error)) return false
      throw error
    }
    return true
  }

  /** Whoever reads it has the old one or the new one, also where two hals write it at once, or the power fails. */
  write(record: ProcessRecord): void {
    const path = join(this.folder(record.id), 'container.json')
    const draft = `${path}.${randomBytes(4).toString('hex')}`
    writeFileSync(draft, JSON.stringify(record), { mode: 0o600, flush: true })
    renameSync(draft, path)
  }

  remove({ id, spec }: ProcessRecord): void {
    rmSync(join(this.folder(id), 'container.json'), { force: true })
    rmSync(this.#nameFile(spec.name), { force: true })
    rmSync(this.folder(id), { recursive: true, force: true })
  }

  #nameFile(name: string): string {
    return join(this.#top, 'names', encodeURIComponent(name))
  }

  #idOf(name: string): string | undefined {
    return orMissing(() => readlinkSync(this.#nameFile(name)))
  }

  #read(id: string): ProcessRecord | undefined {
    const text = id === '' ? undefined : readText(join(this.folder(id), 'container.json'))
    return text === undefined ? undefined : JSON.parse(text)
  }
}

/** `undefined`: it isn't there. */
export const readText = (path: string): string | undefined => orMissing(() => readFileSync(path, 'utf8'))

function orMissing<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (isA('ENOENT', error)) return undefined
    throw error
  }
}

const isA = (code: string, error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === code
