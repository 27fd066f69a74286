import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
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

/** The registry: one folder a container, with a name that only one can have. */
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
    return readdirSync(join(this.#top, 'containers'))
      .map((id) => this.#read(id))
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
    // Whoever took it was killed before there was more than the name.
    if (holder !== undefined && this.#read(holder) === undefined && !this.#isBeingMade(holder))
      rmSync(this.#nameFile(name), { force: true })
    mkdirSync(this.root(record.id), { recursive: true, mode: 0o700 })
    try {
      writeFileSync(this.#nameFile(name), record.id, { flag: 'wx', mode: 0o600 })
    } catch (error) {
      rmSync(this.folder(record.id), { recursive: true, force: true })
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
      throw error
    }
    this.write(record)
    return true
  }

  write(record: ProcessRecord): void {
    const path = join(this.folder(record.id), 'container.json')
    writeFileSync(`${path}.new`, JSON.stringify(record), { mode: 0o600 })
    renameSync(`${path}.new`, path)
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
    return readText(this.#nameFile(name))
  }

  #isBeingMade(id: string): boolean {
    return existsSync(this.folder(id))
  }

  #read(id: string): ProcessRecord | undefined {
    const text = id === '' ? undefined : readText(join(this.folder(id), 'container.json'))
    return text === undefined ? undefined : JSON.parse(text)
  }
}

/** `undefined`: it isn't there. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
