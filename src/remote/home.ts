import type { HostGit } from '../workspace/host-git.ts'

/** This machine, which work of the server's workers comes to. */
export interface Home {
  readonly git: HostGit
  /** Where the person is. */
  readonly cwd: string
  /** Where hal keeps what isn't trusted yet. */
  readonly dataDir: string
}
