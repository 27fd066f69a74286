import { opendir, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { byName } from '../../lib/by-name.ts'
import { expandHome, parentOf } from '../dialogs/folder-name.ts'
import { textOf } from '../dialogs/line-editor.ts'
import type { Model } from '../model.ts'
import type { Store } from '../store.ts'
import type { FolderLook } from './acting.ts'
import { withLook } from './acting-changes.ts'
import type { Surroundings } from './surroundings.ts'

/** More are no help for who completes a name. */
const most = 2_000

/** While somebody types the name of a workspace, looks into the folder above it. Nobody waits for that. */
export const openFolderFeed = (
  store: Pick<Store, 'model' | 'news' | 'subscribe'>,
  { cwd, home }: Pick<Surroundings, 'cwd' | 'home'>,
): Disposable => {
  let wanted: string | undefined
  const follow = () => {
    const parent = typedParent(store.model())
    if (parent === wanted) return
    wanted = parent
    if (parent === undefined) return
    foldersIn(resolve(cwd, expandHome(parent, home))).then((found) => {
      if (wanted === parent) store.news(withLook({ parent, ...found }))
    })
  }
  const stop = store.subscribe(follow)
  return {
    [Symbol.dispose]: () => {
      wanted = undefined
      stop()
    },
  }
}

const typedParent = ({ dialog }: Model): string | undefined =>
  dialog?.kind === 'start' && (dialog.form.field === 'workspace' || textOf(dialog.form.workspace) !== '')
    ? parentOf(textOf(dialog.form.workspace).trim())
    : undefined

const foldersIn = async (path: string): Promise<Omit<FolderLook, 'parent'>> => {
  const found: string[] = []
  let seen = 0
  try {
    for await (const entry of await opendir(path)) {
      seen += 1
      if (seen > most) break
      if (entry.isDirectory() || (entry.isSymbolicLink() && (await isFolder(join(path, entry.name)))))
        found.push(entry.name)
    }
    return { folders: found.sort(byName), isCut: seen > most }
  } catch {
    return { folders: undefined, isCut: false }
  }
}

const isFolder = async (path: string): Promise<boolean> => {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}
