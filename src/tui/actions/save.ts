import { randomUUID } from 'node:crypto'
import { lstat, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { writeRefusal } from '../../lib/file-refusal.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { withDialog } from '../changes.ts'
import { expandHome } from '../dialogs/folder-name.ts'
import { fileNameFor } from '../dialogs/names-for.ts'
import { keyFor } from '../keys/key-for.ts'
import { lifeOf } from '../worker/life.ts'
import type { ActingStore, Actor } from './actor.ts'
import { printedBy } from './printed.ts'
import { bad, failed, good, type Said } from './said.ts'
import type { Surroundings } from './surroundings.ts'

export interface SaveActions {
  /** Writes a worker's history into a file; asks before it takes another one's place. */
  readonly save: (worker: SeenWorker, typed: string) => void
  readonly saveOver: (worker: SeenWorker, path: string) => void
}

interface SaveInput {
  readonly verbs: WorkerVerbs
  readonly store: ActingStore
  readonly surroundings: Pick<Surroundings, 'cwd' | 'home'>
  readonly now: () => Date
  readonly signal: AbortSignal
}

/** All the history there is. */
const allLines = 1_000_000

export const saveActions = ({ act }: Pick<Actor, 'act'>, given: SaveInput): SaveActions => {
  const { verbs, store, surroundings, now, signal } = given

  const historyOf = async (seen: SeenWorker): Promise<Result<string, WorkerFailure>> => {
    const row = store.model().snapshot.workers.find(({ worker }) => worker.name === seen.name)
    // Only what runs has a screen with its history; what ended or is frozen has its log.
    if (row === undefined || lifeOf(row.worker) !== 'running') return printedBy(verbs, seen, signal)
    const captured = await verbs.capture({ ...seen, lines: allLines })
    return captured.ok ? ok(captured.value.text) : captured
  }

  const write = (worker: SeenWorker, path: string, isOver: boolean) => {
    const { name } = worker
    const run = async (): Promise<Said> => {
      const history = await historyOf(worker)
      if (!history.ok) return failed(name, history.failure)
      const written = await writeWhole(path, history.value, isOver)
      if (!written.ok)
        return bad(
          `${path} can't be written: ${written.failure}`,
          `${keyFor(store.model(), 'worker.save', 'c')} names another file`,
        )
      const lines = history.value.split('\n').length - 1
      return good(`${name}: ${lines === 1 ? '1 line' : `${lines} lines`} in ${written.value}`)
    }
    act({ names: [name], doing: 'saving', isOnce: true, run })
  }

  return {
    save: (worker, typed) => {
      const asked = store.model().dialog
      const named = resolve(surroundings.cwd, expandHome(typed.trim(), surroundings.home))
      void fileAt(named, fileNameFor(worker.name, now())).then(({ path, isTaken }) => {
        // Whoever went on meanwhile is not asked any more.
        if (store.model().dialog !== asked) return
        store.change(withDialog(isTaken ? { kind: 'overwrite', ...worker, path } : undefined))
        if (!isTaken) write(worker, path, false)
      })
    },
    saveOver: (worker, path) => write(worker, path, true),
  }
}

/** Who names a folder means a file in it. */
const fileAt = async (
  named: string,
  usual: string,
): Promise<{ readonly path: string; readonly isTaken: boolean }> => {
  const path = (await whatIsAt(named)) === 'folder' ? join(named, usual) : named
  return { path, isTaken: (await whatIsAt(path)) !== 'nothing' }
}

const whatIsAt = async (path: string): Promise<'nothing' | 'folder' | 'file'> => {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch {
    // A link that leads nowhere is there all the same.
    return lstat(path).then(
      () => 'file',
      () => 'nothing',
    )
  }
}

/**
 * Answers the file's full path. A file that takes another one's place is a new one: a link that stands there, maybe a worker's, is not
 * followed to where it leads.
 */
const writeWhole = async (path: string, text: string, isOver: boolean): Promise<Result<string, string>> => {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`)
  try {
    await writeFile(isOver ? temporary : path, text, { flag: 'wx' })
    if (isOver) await rename(temporary, path)
    return ok(join(await realpath(dirname(path)), basename(path)))
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    return fail(writeRefusal(error))
  }
}
