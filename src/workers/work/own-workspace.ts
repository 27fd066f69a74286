/**
 * A workspace that hal made for one worker, as the worker's label keeps it: what a later hal, also another one, needs to look into it, to
 * bring work home and to remove it.
 */
export type OwnWorkspace = {
  /** On the machine that the engine and hal are on; its last part is the workspace's id. */
  readonly folder: string
  /** `uid:gid` of the worker's user. */
  readonly user: string
} & (
  | {
      readonly kind: 'clone'
      /** The person's repository: its work tree, or its folder where it is bare. */
      readonly repository: string
      /** Where the repository keeps objects: mounted in this order. */
      readonly stores: readonly string[]
      readonly branch: string
      /** The commit that the branch began at. */
      readonly base: string
    }
  | {
      readonly kind: 'url'
      readonly url: string
      readonly branch: string | null
      readonly base: string | null
    }
  | { readonly kind: 'empty' }
)

/** `undefined` for a label that isn't there, or that hal did not write. */
export function readOwnWorkspace(text: string | undefined): OwnWorkspace | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(text ?? '')
  } catch {
    return undefined
  }
  return isOwnWorkspace(parsed) ? parsed : undefined
}

function isOwnWorkspace(value: unknown): value is OwnWorkspace {
  if (typeof value !== 'object' || value === null) return false
  const said = value as Record<string, unknown>
  const isText = (...names: readonly string[]) => names.every((name) => typeof said[name] === 'string')
  if (!isText('kind', 'folder', 'user')) return false
  switch (said['kind']) {
    case 'clone':
      return isText('repository', 'branch', 'base') && Array.isArray(said['stores'])
    case 'url':
      return isText('url') && (said['branch'] === null || isText('branch'))
    default:
      return said['kind'] === 'empty'
  }
}

/** Unique for ever: a name may be given again, a workspace's id never. */
export const workspaceId = ({ folder }: OwnWorkspace): string => folder.slice(folder.lastIndexOf('/') + 1)
