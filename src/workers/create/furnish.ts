import { existsSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { filesFolder, hookRulesFile } from '../../agents/form.ts'
import { formatHookRules } from '../../agents/hook-rules.ts'
import { launchScript } from '../../agents/launch-script.ts'
import { ownPlace } from '../../agents/own-place.ts'
import type { FileEntry, Mount } from '../../engines/engine.ts'
import { gitConfigOf, type Identity } from '../../workspace/identity.ts'
import type { WorkersContext } from '../context.ts'
import { keepFile, makeFolder, writeNewFile } from '../reach/host-files.ts'
import { inside } from '../reach/inside.ts'
import type { WorkerFolders } from '../reach/sockets.ts'
import { type Accounts, accountFiles } from './account.ts'
import { beginningOf, headlessWindow } from './headless-window.ts'
import type { PlacedSpec } from './spec.ts'

interface Furnished {
  readonly spec: PlacedSpec
  readonly user: { readonly uid: number; readonly gid: number }
  readonly identity: Identity
}

/** What a worker has besides its image: HOME, an account for its uid, who the person is to git, the CA bundle, its command. */
export function furniture(
  { defaults: { caBundle } }: WorkersContext,
  accounts: Accounts,
  { spec, user, identity }: Furnished,
): readonly FileEntry[] {
  const files: FileEntry[] = [
    ...accountFiles(accounts, user),
    { kind: 'file', path: inside.gitConfig, mode: 0o644, uid: 0, gid: 0, content: gitConfigOf(identity) },
  ]
  const content = scriptOf(spec)
  const isHeadless = spec.agent?.isHeadless === true
  if (content !== undefined)
    files.push({
      ...{
        kind: 'file',
        path: isHeadless ? inside.headlessAgent : inside.agent,
        mode: 0o700,
        ...user,
        content,
      },
    })
  if (isHeadless) {
    const window = headlessWindow(untilPrepared(spec))
    files.push({ kind: 'file', path: inside.agent, mode: 0o700, ...user, content: window })
  }
  const begin = spec.agent?.begin
  if (begin !== undefined) {
    const [file, told] = beginningOf(begin)
    files.push({ kind: 'file', path: inside.runBegin(file), mode: 0o600, ...user, content: told })
  }
  for (const [name, text] of Object.entries(agentFiles(spec)))
    files.push({ kind: 'file', path: `${filesFolder}/${name}`, mode: 0o644, uid: 0, gid: 0, content: text })
  if (caBundle !== undefined)
    files.push({ kind: 'file', path: inside.caBundle, mode: 0o644, uid: 0, gid: 0, content: caBundle })
  return files
}

/** What becomes the agent; `undefined`: there is none. */
function scriptOf(spec: PlacedSpec): string | undefined {
  // What its window waits for as well, it has waited for.
  const before = spec.agent?.isHeadless === true ? '' : untilPrepared(spec)
  const hasSecrets = spec.secrets.length > 0
  if (spec.agent !== undefined)
    return launchScript(spec.agent.launch, { before, hasSecrets, links: spec.agent.links })
  if (spec.command.length === 0) return undefined
  const launch = { argv: spec.command, env: {}, secretVariables: [], seeds: {}, files: {} }
  return launchScript(launch, { before, hasSecrets, links: {} })
}

const agentFiles = ({ agent }: PlacedSpec): Readonly<Record<string, string>> =>
  agent === undefined ? {} : { ...agent.launch.files, [hookRulesFile]: formatHookRules(agent.form.hooks) }

/** The command begins when the workspace is ready: what makes it so runs in the worker beside it. */
export const untilPrepared = ({ workspaceId }: Pick<PlacedSpec, 'workspaceId'>): string =>
  workspaceId === undefined
    ? ''
    : `until [ -e ${ownPlace(inside.prepared(workspaceId))} ]; do sleep 0.1 2>/dev/null || sleep 1; done`

/**
 * The same as mounts from the volume, where hal can enter it: to put files into a container takes an engine tens of milliseconds.
 * What goes into the worker's own folder is no mount: `fillFolders` writes it.
 */
export const furnitureMounts = (folders: WorkerFolders, files: readonly FileEntry[]): readonly Mount[] =>
  files.flatMap((file): readonly Mount[] => {
    if (file.kind === 'directory') {
      makeFolder(folders.home, folders.owner)
      return [{ kind: 'bind', source: folders.home, target: file.path, isReadOnly: false }]
    }
    if (isInOwnFolder(file)) return []
    return [
      { kind: 'bind', source: keepFile(folders.shared, file.content), target: file.path, isReadOnly: true },
    ]
  })

/**
 * Empties what an earlier worker of that name left, once the name is this one's, and writes what belongs there. The earlier one may have
 * left anything: nothing is followed, and nothing that is there is written to.
 */
export function fillFolders({ run, home, owner }: WorkerFolders, files: readonly FileEntry[]): void {
  for (const folder of [run, home].filter(existsSync))
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true })
  for (const file of files) {
    if (file.kind !== 'file' || !isInOwnFolder(file)) continue
    writeNewFile(join(run, basename(file.path)), { ...owner, mode: file.mode, content: file.content })
  }
}

const isInOwnFolder = ({ path }: FileEntry): boolean => path.startsWith(`${inside.run}/`)
