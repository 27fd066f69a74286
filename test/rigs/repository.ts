import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import type { Person, Ran } from './hal.ts'

/** A git repository of a person's: `main` with one commit. Its git is the machine's own, in the person's empty home. */
export class Repository {
  readonly path: string
  readonly #person: Person

  private constructor(person: Person, folder: string) {
    this.#person = person
    this.path = join(person.home, folder)
  }

  static async make(person: Person, folder: string): Promise<Repository> {
    const made = new Repository(person, folder)
    mkdirSync(made.path, { recursive: true })
    await made.git('init', '--quiet', '--initial-branch=main')
    await made.git('config', 'user.name', 'Mina Mor')
    await made.git('config', 'user.email', 'mina@example.com')
    await made.commit('first', { 'readme.md': 'one\n', 'src/a.txt': 'a\n' })
    return made
  }

  /** Another person's clone of it. */
  async cloneFor(person: Person, folder: string): Promise<Repository> {
    const clone = new Repository(person, folder)
    await execa('git', ['clone', '--quiet', '--no-local', this.path, clone.path], {
      env: person.env,
      extendEnv: false,
    })
    await clone.git('config', 'user.name', 'Ola Far')
    await clone.git('config', 'user.email', 'ola@example.com')
    return clone
  }

  /** One that is there. */
  static async at(person: Person, folder: string): Promise<Repository> {
    const there = new Repository(person, folder)
    await there.git('config', 'user.name', 'Mina Mor')
    await there.git('config', 'user.email', 'mina@example.com')
    return there
  }

  /** Answers stdout without its last line break; rejects when git does. */
  async git(...args: readonly string[]): Promise<string> {
    const { stdout } = await execa('git', ['-C', this.path, ...args], {
      env: this.#person.env,
      extendEnv: false,
    })
    return stdout
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, name)), { recursive: true })
      writeFileSync(join(this.path, name), content)
    }
  }

  async commit(subject: string, files: Readonly<Record<string, string>>): Promise<string> {
    this.write(files)
    await this.git('add', '--all')
    await this.git('commit', '--quiet', '-m', subject)
    return this.git('rev-parse', 'HEAD')
  }

  /** `hal ARGS` in it. */
  hal(...args: readonly string[]): Promise<Ran> {
    return this.#person.hal(args, { cwd: this.path })
  }

  /** The same, and it must go well: answers stdout. */
  async ok(...args: readonly string[]): Promise<string> {
    const { stdout, stderr, exitCode } = await this.hal(...args)
    if (exitCode !== 0) throw new Error(`hal ${args.join(' ')} ended with ${exitCode}:\n${stderr}${stdout}`)
    return stdout
  }

  async json<T>(...args: readonly string[]): Promise<T> {
    return JSON.parse((await this.hal(...args, '--json')).stdout) as T
  }

  /** Starts a worker in an image with git; answers its name. */
  async start(short: string, ...options: readonly string[]): Promise<string> {
    const name = this.#person.name(short)
    await this.ok('workers', 'start', name, '--profile', 'base', ...options)
    return name
  }
}
