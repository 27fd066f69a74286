/** What kind of workspace was asked for. */
export type WorkspaceWish =
  | { readonly kind: 'bind' }
  | { readonly kind: 'clone'; readonly branch: string | undefined; readonly base: string | undefined }
  | {
      readonly kind: 'url'
      readonly url: string
      readonly branch: string | undefined
      readonly base: string | undefined
    }
  | { readonly kind: 'empty' }

interface Said {
  /** A kind, an address to clone, or a folder. */
  readonly workspace: string | undefined
  readonly branch: string | undefined
  readonly base: string | undefined
}

/** What was said, and the folder in it, if any. `clone` is a kind, `./clone` a folder. */
export function wishOf({ workspace, branch, base }: Said): {
  readonly wish: WorkspaceWish
  readonly folder: string | undefined
} {
  if (workspace === 'empty') return { wish: { kind: 'empty' }, folder: undefined }
  if (workspace !== undefined && isAddress(workspace))
    return { wish: { kind: 'url', url: workspace, branch, base }, folder: undefined }
  const isKind = workspace === 'bind' || workspace === 'clone'
  const isClone = workspace === 'clone' || (workspace !== 'bind' && (branch ?? base) !== undefined)
  return {
    wish: isClone ? { kind: 'clone', branch, base } : { kind: 'bind' },
    folder: isKind ? undefined : workspace,
  }
}

const isAddress = (text: string): boolean =>
  /^(?:https?|ssh|git):\/\/\S+$/.test(text) || /^[\w.-]+@[\w.-]+:\S+$/.test(text)
