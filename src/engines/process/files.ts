import {
  chmodSync,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { ok } from '../../lib/result.ts'
import type { Engine, FileEntry } from '../engine.ts'
import type { ProcessState } from './process-state.ts'

/** All files are this machine's user's, whoever they were meant for. */
export const fileMethods = (state: ProcessState): Pick<Engine, 'putFiles' | 'readFile' | 'containerLog'> => ({
  putFiles: (id, files) =>
    state.withContainer<void>(id, (record) => {
      const root = state.records.root(record.id)
      const isMounted = (path: string) => state.places(record).at(path) !== path
      const unmounted = files.map(({ path }) => normalize(path)).filter((path) => !isMounted(path))
      state.records.write({ ...record, put: [...new Set([...record.put, ...unmounted])] })
      for (const file of files) putFile(join(root, normalize(file.path)), file)
      return ok(undefined)
    }),
  readFile: (id, path, { maxBytes }) =>
    state.withContainer<Buffer | undefined>(id, (record) =>
      ok(readEnd(state.places(record).at(path), maxBytes)),
    ),
  containerLog: (id, { lines }) =>
    state.withContainer<readonly string[]>(id, (record) => {
      const folder = state.records.runFolder(record.id)
      const said = ['output', 'errors'].map((name) => readEnd(join(folder, name), maxLogBytes) ?? '').join('')
      return ok(said.trimEnd().split('\n').slice(-lines))
    }),
})

const maxLogBytes = 64 * 1024

function putFile(path: string, file: FileEntry): void {
  if (file.kind === 'directory') mkdirSync(path, { recursive: true })
  else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file.content)
  }
  chmodSync(path, file.mode)
}

/** `undefined`: no regular file is there. */
function readEnd(path: string, maxBytes: number): Buffer | undefined {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return undefined
  const descriptor = openSync(path, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const content = Buffer.alloc(Math.min(size, maxBytes))
    const count = readSync(descriptor, content, 0, content.length, Math.max(0, size - maxBytes))
    return content.subarray(0, count)
  } finally {
    closeSync(descriptor)
  }
}
