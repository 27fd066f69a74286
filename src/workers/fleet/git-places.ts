import { type FSWatcher, watch } from 'node:fs'
import type { Background } from '../../lib/background.ts'
import { type GitPlace, gitPlace } from '../work/git-place.ts'

interface Followed {
  place: GitPlace | undefined
  watcher: FSWatcher | undefined
  /** Of two readings at once, the later one counts. */
  readings: number
}

/** What git says of the workspaces: read once for each folder, and again when its `HEAD` changed. */
export class GitPlaces implements Disposable {
  readonly #followed = new Map<string, Followed>()
  readonly #background: Background
  readonly #onChange: () => void

  constructor(background: Background, onChange: () => void) {
    this.#background = background
    this.#onChange = onChange
  }

  readonly of = (folder: string): GitPlace | undefined => this.#followed.get(folder)?.place

  /** Follows these folders and no others. One that wasn't git's so far is looked at again. */
  readonly follow = (folders: ReadonlySet<string>): void => {
    for (const [folder, followed] of this.#followed) {
      if (folders.has(folder)) continue
      followed.watcher?.close()
      this.#followed.delete(folder)
    }
    for (const folder of folders) {
      const followed = this.#followed.get(folder) ?? { place: undefined, watcher: undefined, readings: 0 }
      this.#followed.set(folder, followed)
      if (followed.place === undefined) void this.#background.run(() => this.#read(folder, followed))
    }
  };

  [Symbol.dispose](): void {
    this.follow(new Set())
  }

  async #read(folder: string, followed: Followed): Promise<void> {
    followed.readings += 1
    const { readings, place: before } = followed
    const place = await gitPlace(folder)
    if (this.#followed.get(folder) !== followed || followed.readings !== readings) return
    followed.place = place
    if (place?.branch !== before?.branch || place?.project !== before?.project) this.#onChange()
    if (place?.gitDir === before?.gitDir) return
    this.#watch(folder, followed, place?.gitDir)
    // What happened before it was watched.
    await this.#read(folder, followed)
  }

  /** The folder, not the file: git puts a new file in the place of the old one. */
  #watch(folder: string, followed: Followed, gitDir: string | undefined): void {
    followed.watcher?.close()
    followed.watcher = undefined
    if (gitDir === undefined) return
    try {
      followed.watcher = watch(gitDir, { persistent: false }, (_, name) => {
        if (name === 'HEAD') void this.#background.run(() => this.#read(folder, followed))
      })
      // The folder went away, or the system watches no more of them: what was read stays.
      followed.watcher.on('error', () => followed.watcher?.close())
    } catch {
      followed.watcher = undefined
    }
  }
}
